import assert from "node:assert/strict";
import fc from "fast-check";
import { isLoopback, parseBaseUrl } from "../../provider/http/base-url.js";
import { join } from "../../provider/http/urls.js";

const segment = fc.stringMatching(/^[a-z0-9_.~-]{1,8}$/).filter((text) => text !== "." && text !== "..");
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => `/${segments.join("/")}`);
const slashes = fc.constantFrom("", "/", "//");
const loopback = fc.oneof(
  fc.constantFrom("localhost", "LOCALHOST", "[::1]", "2130706433", "0x7f.1"),
  fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map((rest) => `127.${rest.join(".")}`),
);
const elsewhere = fc.oneof(
  fc.domain(),
  fc.ipV4().filter((address) => !address.startsWith("127.")),
  fc.constantFrom(
    "localhost.example.com",
    "127.0.0.1.example.com",
    "127.example.com",
    "[::2]",
    "128.0.0.1",
    "0.0.0.0",
  ),
);

describe("A base URL", () => {
  it("is taken with https, wherever it points", () => {
    fc.assert(
      fc.property(fc.oneof(loopback, elsewhere), path, (host, path) => {
        assert.ok(parseBaseUrl(`https://${host}${path}`) instanceof URL);
      }),
    );
  });

  it("is taken with http on loopback", () => {
    fc.assert(
      fc.property(loopback, path, (host, path) => {
        assert.ok(parseBaseUrl(`http://${host}:8080${path}`) instanceof URL);
      }),
    );
  });

  it("is refused with http anywhere else, however much the name looks like loopback", () => {
    fc.assert(
      fc.property(elsewhere, path, (host, path) => {
        const refusal = parseBaseUrl(`http://${host}${path}`);
        assert.ok("refused" in refusal);
        assert.match(refusal.refused, /https/);
      }),
    );
  });

  it("is refused with any other protocol", () => {
    for (const protocol of ["ftp", "ws", "file", "javascript", "data"]) {
      assert.ok("refused" in parseBaseUrl(`${protocol}://localhost/x`), protocol);
    }
  });

  it("is refused if it holds a user name or a password, which are not shown", () => {
    for (const text of [
      "https://user@a.example",
      "https://user:hunter2@a.example",
      "https://:hunter2@a.example",
    ]) {
      assert.deepEqual(parseBaseUrl(text), { refused: "must not hold a user name or password" });
    }
  });

  it("is refused, and not thrown over, if it is no URL", () => {
    for (const text of ["", " ", "api.cloudflare.com", "https://", "//host/path", "https://[::1"]) {
      assert.deepEqual(parseBaseUrl(text), { refused: "is not a URL" });
    }
  });
});

describe("A path below a base URL", () => {
  it("stands below the base's own path, with one slash between them", () => {
    fc.assert(
      fc.property(fc.option(path, { nil: "" }), slashes, path, (base, end, path) => {
        assert.equal(join(new URL(`https://a.example${base}${end}`), path).pathname, `${base}${path}`);
      }),
    );
  });

  it("leaves the base as it was", () => {
    const base = new URL("https://a.example/client/v4/");
    join(base, "/zones");
    assert.equal(base.href, "https://a.example/client/v4/");
  });
});

describe("Loopback", () => {
  it("is what stays on the machine, and nothing else", () => {
    fc.assert(fc.property(loopback, (host) => assert.equal(isLoopback(new URL(`http://${host}`)), true)));
    fc.assert(fc.property(elsewhere, (host) => assert.equal(isLoopback(new URL(`http://${host}`)), false)));
  });
});
