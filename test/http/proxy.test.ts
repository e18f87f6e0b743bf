import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import net, { type AddressInfo } from "node:net";
import { UnavailableError } from "../../provider/errors.js";
import { proxyFor } from "../../provider/http/agents-and-proxies.js";
import { send } from "../../provider/http/request.js";
import { everythingIn, rejection } from "../support/errors.js";
import { deserted } from "../support/loopback.js";
import { type SelfSigned, selfSigned } from "../support/self-signed.js";
import { shortRetries, withShortRetries } from "../support/short-retries.js";

/** A name that nobody has (RFC 2606): the proxy asks the server of the test in its place. */
const HOST = "api.example";
const PASSWORD = "pr0xy+s3cret";
const NAMES = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap((name) => [
  name,
  name.toLowerCase(),
]);

describe("A proxy that the environment names", () => {
  shortRetries({ attempt: 20_000, deadline: 20_000 });

  let certificate: SelfSigned;
  const target = https.createServer((incoming, outgoing) =>
    outgoing.end(`${incoming.headers.authorization}`),
  );
  /** What the proxy was told: all that it ever sees. */
  const told: { url: string | undefined; authorization: string | undefined }[] = [];
  /** The answer to CONNECT, if the proxy opens no tunnel. */
  let refusal: string | undefined;
  /** Each test asks another: what the environment says is read once for each host and port. */
  let asked = 8_000;
  const proxy = http.createServer().on("connect", ({ url, headers }, socket) => {
    told.push({ url, authorization: headers["proxy-authorization"] });
    if (refusal !== undefined) {
      socket.end(refusal);
      return;
    }
    const upstream = net.connect(port(target), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    socket.on("error", () => upstream.destroy());
    upstream.on("error", () => socket.destroy());
  });
  let usual: NodeJS.ProcessEnv;

  before(async () => {
    certificate = await selfSigned({ host: HOST });
    target.setSecureContext(certificate);
    for (const server of [target, proxy]) {
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
    }
  });
  after(() => {
    for (const server of [target, proxy]) {
      server.close();
      server.closeAllConnections();
    }
  });
  beforeEach(() => {
    usual = { ...process.env };
    for (const name of NAMES) {
      delete process.env[name];
    }
    told.length = 0;
    refusal = undefined;
    asked += 1;
  });
  // In place: the object itself belongs to the process, and other tests keep it.
  afterEach(() => {
    for (const name of NAMES) {
      delete process.env[name];
    }
    Object.assign(process.env, usual);
  });

  const ask = () =>
    send({
      method: "GET",
      url: new URL(`https://${HOST}:${asked}/settings`),
      headers: { Authorization: "Bearer a-token" },
      secrets: ["a-token"],
      tls: { authority: certificate.cert },
    });
  const askInVain = () => withShortRetries({ deadline: 200 }, ask);
  const through = (address: string) => {
    process.env["HTTPS_PROXY"] = address;
  };

  it("is asked for a tunnel, with its own user and password, and sees neither request nor token", async () => {
    through(`http://someone:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port(proxy)}`);
    const answer = await ask();
    assert.equal(answer.text, "Bearer a-token");
    const basic = Buffer.from(`someone:${PASSWORD}`).toString("base64");
    assert.deepEqual(told, [{ url: `${HOST}:${asked}`, authorization: `Basic ${basic}` }]);
  });

  it("is asked in clear where it is named without http://, as curl takes it", async () => {
    through(`someone:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port(proxy)}`);
    assert.equal((await ask()).text, "Bearer a-token");
    assert.equal(told.length, 1);
  });

  it("is named where it cannot be reached, without its password", async () => {
    through((await deserted()).replace("//", `//someone:${encodeURIComponent(PASSWORD)}@`));
    const error = await rejection(askInVain(), UnavailableError);
    assert.match(
      error.message,
      /^No answer from api\.example:\d+ through the proxy that the environment names/,
    );
    assert.ok(!everythingIn(error).includes(PASSWORD) && !everythingIn(error).includes("pr0xy%2B"));
  });

  it("is named where it does not answer in time", async () => {
    const silent = net.createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    through(`http://someone:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port(silent)}`);
    const sent = withShortRetries({ attempt: 50, deadline: 50 }, ask);
    const error = await rejection(sent, UnavailableError);
    silent.close();
    assert.match(
      error.message,
      /^No answer from api\.example:\d+ through the proxy that the environment names: nothing within/,
    );
    assert.ok(!everythingIn(error).includes(PASSWORD) && !everythingIn(error).includes("pr0xy%2B"));
  });

  for (const variable of ["HTTPS_PROXY", "ALL_PROXY", "all_proxy"]) {
    it(`for SOCKS is refused with the name of the variable, ${variable}, and without its password`, async () => {
      process.env[variable] = `socks5h://someone:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port(proxy)}`;
      const error = await rejection(askInVain(), UnavailableError);
      assert.equal(
        error.message,
        `${variable} names a proxy that is neither http:// nor https://, and no other kind is supported (SOCKS is not): ` +
          "set HTTPS_PROXY to http://host:port, or add api.example to NO_PROXY.",
      );
      assert.ok(!everythingIn(error).includes(PASSWORD) && !everythingIn(error).includes("pr0xy%2B"));
    });
  }

  it("that is no URL is refused, without what it says, and no longer once it is put right", async () => {
    for (const wrong of [
      `http://someone:${PASSWORD}@127.0.0.1:port`,
      `http://someone:${PASSWORD}%zz@127.0.0.1:${port(proxy)}`,
    ]) {
      through(wrong);
      const error = await rejection(askInVain(), UnavailableError);
      assert.match(error.message, /^The proxy that the environment names is not a URL/);
      assert.ok(!everythingIn(error).includes(PASSWORD));
    }
    through(`http://127.0.0.1:${port(proxy)}`);
    assert.equal((await ask()).text, "Bearer a-token");
  });

  it("is read from the environment once for each host", async () => {
    through(`http://127.0.0.1:${port(proxy)}`);
    await ask();
    through("http://proxy.example:3128");
    assert.equal((await ask()).text, "Bearer a-token");
  });

  it("that wants a password is no answer of the API", async () => {
    refusal = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
    through(`http://127.0.0.1:${port(proxy)}`);
    assert.match((await rejection(ask(), UnavailableError)).message, /put them into HTTPS_PROXY/);
    assert.equal(told.length, 1);
  });

  for (const [status, isRepeated] of [
    [201, false],
    [302, false],
    [403, false],
    [404, false],
    [429, true],
    [503, true],
  ] as const) {
    it(`cannot answer in place of the API with ${status}, whatever it says`, async () => {
      const text = JSON.stringify({ success: true, result: { behaviors: {} }, errors: [{ code: 7003 }] });
      refusal = `HTTP/1.1 ${status} So\r\nContent-Length: ${text.length}\r\n\r\n${text}`;
      through(`http://127.0.0.1:${port(proxy)}`);
      const error = await rejection(askInVain(), UnavailableError);
      assert.ok(
        error.message.startsWith(
          `No answer from ${HOST}:${asked}: the proxy that the environment names does not connect to it (status ${status}). `,
        ),
        error.message,
      );
      assert.equal(error.request?.outcomeUnknown, undefined);
      assert.equal(told.length > 1, isRepeated);
    });
  }

  it("that opens no tunnel for the moment is asked until the deadline: nothing says that its address is wrong", async () => {
    refusal = "HTTP/1.1 503 So\r\nContent-Length: 0\r\n\r\n";
    through(`http://127.0.0.1:${port(proxy)}`);
    await withShortRetries({ refused: 1, deadline: 1_000 }, () => rejection(ask(), UnavailableError));
    assert.ok(told.length > 2, `${told.length} attempts`);
  });

  it("is no proxy where something answers that is no HTTP", async () => {
    refusal = "SSH-2.0-OpenSSH\r\n\r\n";
    through(`http://127.0.0.1:${port(proxy)}`);
    assert.match(
      (await rejection(ask(), UnavailableError)).message,
      /is no HTTP proxy\. Is its port right\?/,
    );
  });

  it("is not asked for what stays on the machine, nor for what NO_PROXY names", async () => {
    through("http://proxy.example:3128");
    process.env["NO_PROXY"] = "internal.example,.corp.example";
    for (const [url, proxied] of [
      ["https://api.cloudflare.com/client/v4", true],
      ["https://internal.example", false],
      ["https://a.corp.example:8443/admin", false],
      ["https://127.0.0.1:8443/admin", false],
      ["http://localhost:4000", false],
    ] as const) {
      assert.equal(await proxyFor(new URL(url)), proxied ? "http://proxy.example:3128" : undefined, url);
    }
  });
});

function port(server: net.Server): number {
  const address: AddressInfo | string | null = server.address();
  assert.ok(address !== null && typeof address === "object");
  return address.port;
}
