// An S3 server in memory, for tests of a shared state. Buckets are made when they are used. It prints its address, then a line for each
// request, and ends with its standard input.
package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fail(err)
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	fmt.Printf("http://%s\n", listener.Addr())
	server := gofakes3.New(s3mem.New(), gofakes3.WithAutoBucket(true))
	fail(http.Serve(listener, told(server.Server())))
}

func told(server http.Handler) http.Handler {
	return http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		fmt.Println(request.Method, request.URL.Path)
		server.ServeHTTP(response, request)
	})
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
