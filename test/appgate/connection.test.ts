import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import fc from "fast-check";
import { addressFrom, textOf } from "../../provider/appgate/address.js";
import { type AppgateArgs, resolveAppgateConnection, secretsOf } from "../../provider/appgate/connection.js";
import { CredentialsError, InvalidValueError } from "../../provider/errors.js";
import { everythingIn, thrown } from "../support/errors.js";

type Settings = Readonly<Record<string, string>>;

const ARGS = { address: "controller.example.com", username: "admin", password: "hunter2" };
const resolve = (args: AppgateArgs, config: Settings = {}, environment: Settings = {}) =>
  resolveAppgateConnection(args, (key) => config[key], environment);

describe("The address of a Controller", () => {
  const complete: Record<string, string> = {
    "controller.example.com": "https://controller.example.com:8443/admin",
    "controller.example.com:443": "https://controller.example.com/admin",
    "controller.example.com:8443/": "https://controller.example.com:8443/admin",
    "https://controller.example.com": "https://controller.example.com:8443/admin",
    "https://controller.example.com:444": "https://controller.example.com:444/admin",
    "https://controller.example.com/other": "https://controller.example.com:8443/other",
    "https://controller.example.com:443/admin": "https://controller.example.com/admin",
    "https://[2001:db8::1]": "https://[2001:db8::1]:8443/admin",
    "[2001:db8::1]:9443": "https://[2001:db8::1]:9443/admin",
    "http://127.0.0.1:80": "http://127.0.0.1/admin",
    "http://localhost:8080/admin": "http://localhost:8080/admin",
  };
  for (const [given, address] of Object.entries(complete)) {
    it(`"${given}" is ${address}`, () => assert.equal(addressFrom(given).href, address));
  }

  it("is complete once it is completed", () => {
    const path = fc.constantFrom("", "/", "/admin", "/proxy/admin");
    fc.assert(
      fc.property(fc.domain(), fc.option(fc.integer({ min: 1, max: 65_535 })), path, (host, port, path) => {
        const once = addressFrom(`${host}${port === null ? "" : `:${port}`}${path}`);
        assert.equal(once.protocol, "https:");
        // A URL does not show the port that is its protocol's own.
        assert.equal(once.port, port === 443 ? "" : String(port ?? 8443));
      }),
    );
  });

  it("has a text from which the same address comes again, with its port, whichever that is", () => {
    const host = fc.oneof(
      fc.domain().map((name) => `https://${name}`),
      fc.constantFrom("https://[2001:db8::1]", "http://127.0.0.1", "http://localhost", "http://[::1]"),
    );
    const port = fc.oneof(fc.constantFrom(80, 443), fc.integer({ min: 1, max: 65_535 }));
    const rest = fc.constantFrom("", "/", "/admin", "/proxy/admin", "?a:1", "/admin?a=b:443#c");
    fc.assert(
      fc.property(host, fc.option(port), rest, (host, port, rest) => {
        const address = addressFrom(`${host}${port === null ? "" : `:${port}`}${rest}`);
        const text = textOf(address);
        assert.ok(text.startsWith(`${host}:${port ?? 8443}/`), text);
        assert.equal(addressFrom(text).href, address.href);
        assert.equal(textOf(addressFrom(text)), text);
        // What is recorded of all other addresses is what the URL shows.
        assert.equal(text === address.href, address.port !== "");
      }),
    );
  });

  it("is refused where a password would travel in clear, or where there is none", () => {
    for (const [address, says] of [
      ["http://controller.example.com", /must use https/],
      ["https://admin:hunter2@controller.example.com", /must not hold a user name or password/],
      ["https://", /is not a URL/],
      [undefined, /set appgate:address or APPGATE_ADDRESS/],
    ] as const) {
      const error = thrown(() => addressFrom(address), InvalidValueError);
      assert.match(error.message, says);
      assert.doesNotMatch(everythingIn(error), /hunter2/);
    }
  });
});

describe("A connection to a Controller", () => {
  it("takes each setting from the arguments, then the configuration, then the environment", () => {
    const config = {
      "appgate:address": "config.example",
      "appgate:username": "config",
      "appgate:password": "c",
    };
    const environment = {
      APPGATE_ADDRESS: "environment.example",
      APPGATE_USERNAME: "environment",
      APPGATE_PASSWORD: "e",
      APPGATE_PROVIDER: "ldap",
    };
    const { address, credentials } = resolve({ username: "argument" }, config, environment);
    assert.equal(address.hostname, "config.example");
    assert.deepEqual(credentials, { username: "argument", password: "c", provider: "ldap" });
    assert.deepEqual(resolve({}, {}, environment).credentials, {
      username: "environment",
      password: "e",
      provider: "ldap",
    });
  });

  it("knows the variables of the vendor's own tools", () => {
    const { clientVersion, deviceId, credentials, tls } = resolve(
      {},
      {},
      {
        APPGATE_ADDRESS: "a.example",
        APPGATE_BEARER_TOKEN: "a-token",
        APPGATE_CLIENT_VERSION: "21",
        APPGATE_DEVICE_ID: "4C07BC67-57EA-42DD-B702-C2D6C45419FC",
        APPGATE_INSECURE: "true",
      },
    );
    assert.deepEqual(credentials, { bearerToken: "a-token" });
    assert.deepEqual([clientVersion, deviceId], [21, "4C07BC67-57EA-42DD-B702-C2D6C45419FC"]);
    assert.deepEqual(tls, { insecure: true });
  });

  it("takes what is empty or blank for not set", () => {
    const { address, clientVersion, tls } = resolve(
      { ...ARGS, address: "" },
      { "appgate:address": " ", "appgate:clientVersion": "", "appgate:insecure": "" },
      { APPGATE_ADDRESS: "environment.example\n" },
    );
    assert.equal(address.hostname, "environment.example");
    assert.deepEqual([clientVersion, tls], [undefined, undefined]);
  });

  it("takes a password as it is, with its spaces, but without the line break of a file", () => {
    const { address, username } = ARGS;
    for (const [given, password] of [
      [" correct horse ", " correct horse "],
      ["hunter2 \r\n", "hunter2 "],
    ] as const) {
      for (const { credentials } of [
        resolve({ ...ARGS, password: given }),
        resolve({ address, username }, { "appgate:password": given }),
        resolve({ address, username }, {}, { APPGATE_PASSWORD: given }),
      ]) {
        assert.deepEqual(credentials, { username, password, provider: "local" });
      }
    }
  });

  it('takes a bearer token with or without "Bearer", and before a user', () => {
    const prefix = fc.constantFrom("", "Bearer ", "bearer ", "BEARER  ");
    const token = fc.base64String({ minLength: 4 });
    fc.assert(
      fc.property(prefix, token, (prefix, token) => {
        const { credentials } = resolve({ ...ARGS, bearerToken: prefix + token });
        assert.deepEqual(credentials, { bearerToken: token });
      }),
    );
  });

  it("without credentials is an error that names every way to give them", () => {
    for (const args of [{}, { username: "admin" }, { password: "hunter2" }]) {
      const error = thrown(() => resolve({ address: ARGS.address, ...args }), CredentialsError);
      for (const way of [
        "appgate:username",
        "appgate:password",
        "APPGATE_PASSWORD",
        "APPGATE_BEARER_TOKEN",
      ]) {
        assert.ok(error.message.includes(way), way);
      }
      assert.doesNotMatch(everythingIn(error), /hunter2/);
    }
  });

  it("knows what of it is secret", () => {
    assert.deepEqual(secretsOf(resolve(ARGS)), ["hunter2"]);
    assert.deepEqual(secretsOf(resolve({ ...ARGS, bearerToken: "a-token" })), ["a-token"]);
  });

  it("names the setting that it cannot read, and does not show it", () => {
    const wrong: [args: AppgateArgs, says: RegExp][] = [
      [{ deviceId: "SECRET" }, /^deviceId must be a UUID\.$/],
      [{ clientVersion: 17.5 }, /^clientVersion must be a whole number\.$/],
      [{ clientVersion: -17 }, /^clientVersion must be a whole number\.$/],
      [{ clientVersion: Number.NaN }, /^clientVersion must be a whole number\.$/],
      [{ pemFilepath: "/nowhere/ca.pem" }, /^pemFilepath: \/nowhere\/ca\.pem is not a readable certificate/],
    ];
    for (const [args, says] of wrong) {
      assert.match(thrown(() => resolve({ ...ARGS, ...args }), InvalidValueError).message, says);
    }
    const typo = thrown(() => resolve(ARGS, { "appgate:insecure": "yes" }), InvalidValueError);
    assert.match(typo.message, /^insecure must be true or false\.$/);
  });
});

describe("The device id", () => {
  it("is the same at every login of a machine, a UUID, and not the machine's own id", () => {
    const { deviceId } = resolve(ARGS);
    assert.equal(resolve({ ...ARGS, username: "other" }).deviceId, deviceId);
    assert.match(deviceId, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("is what is asked for, if it is a UUID", () => {
    fc.assert(
      fc.property(fc.uuid(), (deviceId) => assert.equal(resolve({ ...ARGS, deviceId }).deviceId, deviceId)),
    );
  });
});

describe("The certificate of a Controller", () => {
  const directory = mkdtempSync(join(tmpdir(), "risk-posture-"));
  after(() => rmSync(directory, { recursive: true }));
  const [pem = ""] = rootCertificates;
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64");

  function write(name: string, content: string | Buffer): string {
    const file = join(directory, name);
    writeFileSync(file, content);
    return file;
  }

  it("is checked against the usual authorities, as any other, unless something else is asked for", () => {
    assert.equal(resolve(ARGS).tls, undefined);
  });

  for (const [form, content] of [
    ["PEM", pem],
    ["PEM with a text before it", `subject=CN\n${pem}`],
    ["DER", der],
  ] as const) {
    it(`may be signed by an authority of one's own, in ${form}, and is still checked`, () => {
      const { tls } = resolve({ ...ARGS, pemFilepath: write("ca", content) });
      assert.equal(tls?.insecure, false);
      assert.match(String(tls.authority), /-----BEGIN CERTIFICATE-----/);
    });
  }

  it("is not checked only if that is asked for", () => {
    assert.equal(resolve({ ...ARGS, insecure: true }).tls?.insecure, true);
    assert.equal(resolve({ ...ARGS, insecure: false }).tls, undefined);
  });

  it("cannot be signed by a file that is no certificate", () => {
    for (const content of ["", "hello", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----"]) {
      const pemFilepath = write("not", content);
      assert.match(thrown(() => resolve({ ...ARGS, pemFilepath }), InvalidValueError).message, /PEM or DER/);
    }
  });
});

describe("What can be said in two ways", () => {
  const [pem = "", other = ""] = rootCertificates;

  it("is said by the first source that goes one of them: a password in the program wins over a token in the environment", () => {
    const token = { APPGATE_BEARER_TOKEN: "environment-token" };
    assert.deepEqual(resolve(ARGS, {}, token).credentials, {
      username: "admin",
      password: "hunter2",
      provider: "local",
    });
    const { address } = ARGS;
    const config = { "appgate:bearerToken": "config-token" };
    assert.deepEqual(
      resolve({ address }, config, { APPGATE_USERNAME: "u", APPGATE_PASSWORD: "p" }).credentials,
      {
        bearerToken: "config-token",
      },
    );
  });

  it("for a certificate too: the program's wins over the environment's file", () => {
    const { tls } = resolve({ ...ARGS, pem }, { "appgate:pem": other }, { APPGATE_PEM_FILEPATH: "/nowhere" });
    assert.equal(tls?.authority, pem.trim());
    assert.equal(resolve(ARGS, {}, { APPGATE_PEM: other }).tls?.authority, other.trim());
  });

  it("must not be said in both in one place", () => {
    const { message } = thrown(() => resolve({ ...ARGS, pem, pemFilepath: "/nowhere" }), InvalidValueError);
    assert.equal(message, "pem and pemFilepath are both set: leave one of them out.");
  });

  it("does not show what was given for a certificate and is none: it may be the key", () => {
    for (const wrong of [
      "SECRET",
      "-----BEGIN PRIVATE KEY-----\nSECRET",
      "-----BEGIN CERTIFICATE-----\nSECRET",
    ]) {
      const error = thrown(() => resolve({ ...ARGS, pem: wrong }), InvalidValueError);
      assert.match(error.message, /^pem is not a certificate: PEM, or PEM or DER in base64\.$/);
      assert.doesNotMatch(everythingIn(error), /SECRET/);
    }
  });
});
