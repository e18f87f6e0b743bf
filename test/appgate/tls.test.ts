import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createPlainServer } from "node:http";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { promisify } from "node:util";
import { AppgateClient } from "../../provider/appgate/client.js";
import type { AppgateArgs } from "../../provider/appgate/connection.js";
import { negotiate } from "../../provider/appgate/negotiate-version.js";
import { UnavailableError } from "../../provider/errors.js";
import { rejection } from "../support/errors.js";
import { type SelfSigned, selfSigned } from "../support/self-signed.js";
import { adminArgs, connection } from "./support.js";

describe("A Controller with a certificate of its own", () => {
  const directory = mkdtempSync(join(tmpdir(), "risk-posture-"));
  let controllers: SelfSigned;
  let server: Server;
  let received = 0;

  before(async () => {
    controllers = await selfSigned();
    server = createServer({ cert: controllers.cert, key: controllers.key }, (_request, response) => {
      received += 1;
      response.end(JSON.stringify({ peerVersion: 23, lowestPeerVersionSupported: 21 }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  after(async () => {
    rmSync(directory, { recursive: true });
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  });
  beforeEach(() => {
    received = 0;
  });

  function ask(args: AppgateArgs = {}) {
    const address = server.address();
    assert.ok(address !== null && typeof address === "object");
    return negotiate(new AppgateClient(connection(`127.0.0.1:${address.port}`, adminArgs(args))));
  }
  function write(name: string, content: string | Buffer): string {
    const file = join(directory, name);
    writeFileSync(file, content);
    return file;
  }

  it("is not talked to: nothing is sent to who cannot prove who it is", async () => {
    const { message } = await rejection(ask(), UnavailableError);
    assert.match(message, /self-signed certificate/);
    assert.equal(received, 0);
  });

  it("is talked to where its certificate is known, as PEM or DER", async () => {
    const base64 = (content: string | Buffer) => Buffer.from(content).toString("base64");
    for (const args of [
      { pemFilepath: write("ca.pem", controllers.cert) },
      { pemFilepath: write("ca.der", controllers.der) },
      { pem: controllers.cert },
      { pem: base64(controllers.cert) },
      { pem: base64(controllers.der) },
      { pem: `${rootCertificates[0]}\n${controllers.cert}` },
    ]) {
      assert.equal((await ask(args)).apiVersion, 23);
    }
  });

  /** Node reads the variable when a process starts. */
  async function askAnew(extra: string, pem: string): Promise<string> {
    const address = server.address();
    assert.ok(address !== null && typeof address === "object");
    const script = [
      'const { AppgateClient } = require("./provider/appgate/client.ts");',
      'const { resolveAppgateConnection } = require("./provider/appgate/connection.ts");',
      'const { negotiate } = require("./provider/appgate/negotiate-version.ts");',
      `const args = { address: "127.0.0.1:${address.port}", bearerToken: "a-token", pem: process.env.PEM };`,
      "const client = new AppgateClient(resolveAppgateConnection(args, () => undefined, {}));",
      "negotiate(client).then(({ apiVersion }) => console.log(apiVersion), ({ message }) => console.log(message));",
    ].join("\n");
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "--eval", script], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: extra, PEM: pem },
    });
    return stdout.trim();
  }

  it("is talked to where NODE_EXTRA_CA_CERTS knows its certificate, although pem names another", async () => {
    const [one = "", other = ""] = rootCertificates;
    const several = `# Ours\n${one}\n${controllers.cert}`;
    for (const extra of [write("extra.pem", controllers.cert), write("several.pem", several)]) {
      assert.equal(await askAnew(extra, other), "23");
    }
  });

  it("is talked to where pem names its certificate, although NODE_EXTRA_CA_CERTS has an older one of that name", async () => {
    assert.equal(await askAnew(write("older.pem", (await selfSigned()).cert), controllers.cert), "23");
  });

  it("is talked to where pem names its certificate, whatever is wrong with NODE_EXTRA_CA_CERTS", async () => {
    const broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for (const extra of [join(directory, "missing.pem"), write("broken.pem", broken), directory]) {
      assert.equal(await askAnew(extra, controllers.cert), "23");
    }
  });

  it("is not talked to where neither knows it, and the error names what helps", async () => {
    const other = (await selfSigned()).cert;
    const message = await askAnew(write("others.pem", other), other);
    assert.match(
      message,
      /Name a file with that authority's certificate in NODE_EXTRA_CA_CERTS.*pem or pemFilepath/,
    );
    assert.equal(received, 0);
  });

  it("is not talked to where another certificate is known", async () => {
    await rejection(ask({ pemFilepath: write("other.pem", (await selfSigned()).cert) }), UnavailableError);
    assert.equal(received, 0);
  });

  it("is talked to where that was asked for in so many words", async () => {
    assert.equal((await ask({ insecure: true })).apiVersion, 23);
  });
});

describe("A port on which nobody speaks TLS", () => {
  it("is told as that in one line, after one attempt", async () => {
    const plain = createPlainServer((_request, response) => response.end());
    let connections = 0;
    plain.on("connection", () => {
      connections += 1;
    });
    await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
    try {
      const address = plain.address();
      assert.ok(address !== null && typeof address === "object");
      const place = `127.0.0.1:${address.port}`;
      const { message } = await rejection(
        negotiate(new AppgateClient(connection(place, adminArgs()))),
        UnavailableError,
      );
      assert.ok(
        message.startsWith(`What answers at ${place} does not speak TLS (EPROTO). Is the port right? [`),
        message,
      );
      assert.equal(connections, 1);
    } finally {
      plain.close();
    }
  });
});
