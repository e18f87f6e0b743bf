import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import { CloudflareClient } from "../../provider/cloudflare/client.js";
import { resolveConnection, secretsOf } from "../../provider/cloudflare/credentials.js";
import { CredentialsError } from "../../provider/errors.js";
import { everythingIn, rejection, thrown } from "../support/errors.js";
import { listen } from "../support/loopback.js";

type Settings = Readonly<Record<string, string>>;

const resolve = (config: Settings, environment: Settings = {}) =>
  resolveConnection((key) => config[key], environment);
const refusal = (config: Settings, environment: Settings = {}) =>
  thrown(() => resolve(config, environment), CredentialsError);

const TOKEN = { "cloudflare:apiToken": "config-token" };
const KEY = { "cloudflare:apiKey": "config-key", "cloudflare:email": "config@example.com" };
const TOKEN_VARIABLE = { CLOUDFLARE_API_TOKEN: "environment-token" };
const KEY_VARIABLES = { CLOUDFLARE_API_KEY: "environment-key", CLOUDFLARE_EMAIL: "environment@example.com" };

describe("Cloudflare credentials", () => {
  it("come from the configuration before the environment", () => {
    const environment = { ...TOKEN_VARIABLE, ...KEY_VARIABLES };
    assert.deepEqual(resolve(TOKEN, environment).credentials, { apiToken: "config-token" });
    assert.deepEqual(resolve(KEY, environment).credentials, {
      apiKey: "config-key",
      email: "config@example.com",
    });
  });

  it("come from the environment where the configuration has none", () => {
    assert.deepEqual(resolve({}, TOKEN_VARIABLE).credentials, { apiToken: "environment-token" });
    assert.deepEqual(resolve({}, KEY_VARIABLES).credentials, {
      apiKey: "environment-key",
      email: "environment@example.com",
    });
  });

  it("that are not accepted are told by their place, since a wrong token there hides a good one elsewhere", async () => {
    const { origin, close } = await listen((_request, response) => {
      response.writeHead(401).end(JSON.stringify({ success: false, errors: [], result: null }));
    });
    try {
      for (const [config, place] of [
        [TOKEN, "the configuration"],
        [{ ...TOKEN, "cloudflare:explicit": "true" }, "the explicit provider"],
        [{}, "the environment"],
      ] as const) {
        const connection = resolve({ ...config, "cloudflare:baseUrl": origin }, TOKEN_VARIABLE);
        const refused = new CloudflareClient(connection).get("/x", z.unknown());
        const { message } = await rejection(refused, CredentialsError);
        assert.match(message, new RegExp(`^Cloudflare does not accept the credentials of ${place}: `));
      }
    } finally {
      await close();
    }
  });

  it("are the token where the environment has both kinds", () => {
    assert.deepEqual(resolve({}, { ...KEY_VARIABLES, ...TOKEN_VARIABLE }).credentials, {
      apiToken: "environment-token",
    });
  });

  it("of two kinds in the configuration are an error that names both settings and shows neither", () => {
    const error = refusal({ ...TOKEN, ...KEY });
    assert.match(error.message, /cloudflare:apiToken and cloudflare:apiKey are both set .* remove one/);
    assert.doesNotMatch(everythingIn(error), /config-token|config-key/);
  });

  it("that lack the e-mail address are an error that says so, even if the environment would do", () => {
    const error = refusal({ "cloudflare:apiKey": "config-key" }, TOKEN_VARIABLE);
    assert.match(error.message, /cloudflare:apiKey is set without cloudflare:email/);
    assert.doesNotMatch(everythingIn(error), /config-key|environment-token/);
  });

  it("that are nowhere are an error that names every way to give them", () => {
    for (const environment of [
      {},
      { CLOUDFLARE_API_KEY: "half" },
      { CLOUDFLARE_EMAIL: "half@example.com" },
    ]) {
      const { message } = refusal({}, environment);
      for (const way of [
        "pulumi config set --secret cloudflare:apiToken",
        "CLOUDFLARE_API_TOKEN",
        "cloudflare:apiKey and cloudflare:email",
        "CLOUDFLARE_API_KEY and CLOUDFLARE_EMAIL",
      ]) {
        assert.ok(message.includes(way), way);
      }
    }
  });

  it("that are empty or blank are as if they were not set", () => {
    const blank = fc.stringMatching(/^[ \t\n]{0,3}$/);
    fc.assert(
      fc.property(blank, (blank) => {
        const config = {
          "cloudflare:apiToken": blank,
          "cloudflare:apiKey": blank,
          "cloudflare:email": blank,
        };
        assert.deepEqual(resolve(config, TOKEN_VARIABLE).credentials, { apiToken: "environment-token" });
        refusal(config, { CLOUDFLARE_API_TOKEN: blank, CLOUDFLARE_API_KEY: blank, CLOUDFLARE_EMAIL: blank });
      }),
    );
  });

  it("of an explicit provider are its own: empty ones do not let another account's token travel to its base URL", () => {
    const explicit = {
      "cloudflare:explicit": "true",
      "cloudflare:apiToken": "",
      "cloudflare:baseUrl": "https://proxy.example.com",
    };
    const { message } = refusal(explicit, TOKEN_VARIABLE);
    assert.match(
      message,
      /^The explicit provider's credentials are empty: give it apiToken, or apiKey and email\.$/,
    );
  });

  it("lose the line break that a file or a pipe left at their end", () => {
    assert.deepEqual(resolve({ "cloudflare:apiToken": " a-token\n" }).credentials, { apiToken: "a-token" });
  });

  it("know what of them is secret: token and key, not the e-mail address", () => {
    assert.deepEqual(secretsOf({ apiToken: "t" }), ["t"]);
    assert.deepEqual(secretsOf({ apiKey: "k", email: "e@example.com" }), ["k"]);
  });
});

describe("Cloudflare's base URL", () => {
  const base = (config: Settings, environment: Settings = {}) =>
    resolve({ ...TOKEN, ...config }, environment).baseUrl.href;
  const VARIABLE = { CLOUDFLARE_BASE_URL: "https://environment.example/client/v4" };

  it("is the configured one, then that of the environment, then Cloudflare's own", () => {
    const configured = { "cloudflare:baseUrl": "https://config.example/client/v4" };
    assert.equal(base(configured, VARIABLE), "https://config.example/client/v4");
    assert.equal(base({}, VARIABLE), "https://environment.example/client/v4");
    assert.equal(base({ "cloudflare:baseUrl": "" }, VARIABLE), "https://environment.example/client/v4");
    assert.equal(base({}), "https://api.cloudflare.com/client/v4");
  });

  it("is refused by the name of where it was set", () => {
    const clear = "http://api.example.com/client/v4";
    assert.match(
      refusal({ ...TOKEN, "cloudflare:baseUrl": clear }, VARIABLE).message,
      /^cloudflare:baseUrl must use https/,
    );
    assert.match(
      refusal(TOKEN, { CLOUDFLARE_BASE_URL: clear }).message,
      /^CLOUDFLARE_BASE_URL must use https/,
    );
    assert.match(
      refusal(TOKEN, { CLOUDFLARE_BASE_URL: "here" }).message,
      /^CLOUDFLARE_BASE_URL is not a URL\.$/,
    );
  });

  it("is refused without being shown if it holds a password", () => {
    const error = refusal({ ...TOKEN, "cloudflare:baseUrl": "https://user:hunter2@api.example.com" });
    assert.doesNotMatch(everythingIn(error), /hunter2/);
  });
});
