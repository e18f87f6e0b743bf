import assert from "node:assert/strict";
import { Configuration, checkConfiguration, withPluginNames } from "../../plugin/configuration.js";
import { resolveAppgateConnection } from "../../provider/appgate/connection.js";
import { resolveConnection } from "../../provider/cloudflare/credentials.js";

const EXPLICIT = "urn:pulumi:dev::project::pulumi:providers:risk-posture::emea";
const DEFAULT = "urn:pulumi:dev::project::pulumi:providers:risk-posture::default_0_1_0";
const environment = { CLOUDFLARE_API_TOKEN: "of the environment" };

describe("The configuration of the plugin", () => {
  const refusals = (news: Record<string, unknown>) =>
    checkConfiguration(news, EXPLICIT).map(({ reason }) => reason);

  it("is found by the handlers under the names that they know", () => {
    const appgate = JSON.stringify({ address: "controller.example.com", insecure: true });
    const { get, isStrict } = new Configuration({ apiToken: "t", appgate, strict: "true" }, DEFAULT);
    assert.equal(get("cloudflare:apiToken"), "t");
    assert.equal(get("appgate:address"), "controller.example.com");
    assert.equal(get("appgate:insecure"), "true");
    assert.equal(get("cloudflare:apiKey"), undefined);
    assert.equal(isStrict, true);
  });

  it("may come as objects or as JSON", () => {
    const { get, isStrict } = new Configuration({ appgate: { username: "u" }, strict: false }, DEFAULT);
    assert.equal(get("appgate:username"), "u");
    assert.equal(isStrict, false);
  });

  it("of an explicit provider is all that counts, and of the default one what comes before the environment", () => {
    assert.throws(
      () => resolveConnection(new Configuration({}, EXPLICIT).get, environment),
      /explicit provider's credentials are empty/,
    );
    const { credentials } = resolveConnection(new Configuration({}, DEFAULT).get, environment);
    assert.deepEqual(credentials, { apiToken: "of the environment" });
  });

  it("takes nothing from the environment for an explicit provider whose name begins as those of the engine do", () => {
    for (const own of [
      "pulumi:providers:risk-posture::default_emea",
      "pulumi:providers:risk-posture::default_1",
      "pulumi:providers:risk-posture::defaults",
      "pulumi:providers:risk-posture::emea::default",
      "my:index:Company$pulumi:providers:risk-posture::default",
    ]) {
      const { get } = new Configuration({}, `urn:pulumi:dev::project::${own}`);
      assert.throws(() => resolveConnection(get, environment), /credentials are empty/, own);
    }
    for (const name of [
      "default",
      "default_0_1_0",
      "default_0_1_0_alpha_1_sha.5114f85",
      "default_https_/example.com/plugins",
      "default_0_1_0_github_/api.github.com/owner",
    ]) {
      const { get } = new Configuration(
        {},
        `urn:pulumi:dev::project::pulumi:providers:risk-posture::${name}`,
      );
      assert.doesNotThrow(() => resolveConnection(get, environment), name);
    }
  });

  it("is refused with two kinds of credentials, half of one, or a name that nobody knows", () => {
    assert.deepEqual(refusals({ apiToken: "t", email: "e", version: "0.1.0" }), []);
    assert.match(refusals({ apiToken: "t", apiKey: "k", email: "e" }).join(), /both given/);
    assert.match(refusals({ apiKey: "k" }).join(), /needs email/);
    assert.deepEqual(refusals({ apiTokn: "t" }), ["apiTokn is not a known property: did you mean apiToken?"]);
    assert.match(refusals({ appgate: { adress: "a" } }).join(), /did you mean address/);
  });

  it("is named as in the stack configuration if it is that of the default provider", () => {
    const news = { apiTokn: "t", appgate: { adress: "a" } };
    assert.deepEqual(
      checkConfiguration(news, DEFAULT).map(({ reason }) => reason),
      [
        "risk-posture:apiTokn is not a known property: did you mean apiToken?",
        "risk-posture:appgate.adress is not a known property: did you mean address?",
      ],
    );
  });

  it("is also that of a project named as the plugin, which is told what to do", () => {
    const reasons = (name: string) =>
      checkConfiguration(
        { accountId: "a" },
        `urn:pulumi:dev::risk-posture::pulumi:providers:risk-posture::${name}`,
      ).map(({ reason }) => reason);
    assert.deepEqual(reasons("default_0_1_0"), [
      "risk-posture:accountId is not a known property",
      "In a project that is named risk-posture, its configuration is the plugin's too: give the project another name.",
    ]);
    assert.deepEqual(reasons("emea"), ["accountId is not a known property"]);
  });

  it("is refused where strict is neither true nor false: a preview that checks nothing would pass", () => {
    for (const strict of ["yes", "True", "1", 1]) {
      assert.deepEqual(refusals({ apiToken: "t", strict }), ["strict must be true or false"]);
    }
    for (const strict of [true, "true", false, "false", "", undefined]) {
      assert.deepEqual(refusals({ apiToken: "t", strict }), []);
    }
  });

  it("of an explicit provider leads to no Controller of the environment", () => {
    const controller = { APPGATE_ADDRESS: "controller.example.com", APPGATE_BEARER_TOKEN: "theirs" };
    assert.throws(
      () => resolveAppgateConnection({}, new Configuration({ apiToken: "t" }, EXPLICIT).get, controller),
      /^InvalidValueError: The explicit provider has no Appgate Controller: give it appgate/,
    );
    assert.throws(
      () =>
        resolveAppgateConnection(
          { address: "own.example.com" },
          new Configuration({}, EXPLICIT).get,
          controller,
        ),
      /^CredentialsError: The explicit provider has no Appgate credentials: give it appgate/,
    );
    const own = new Configuration({ appgate: { address: "own.example.com", bearerToken: "own" } }, EXPLICIT);
    const { address, credentials } = resolveAppgateConnection({}, own.get, controller);
    assert.deepEqual([address.hostname, credentials], ["own.example.com", { bearerToken: "own" }]);
  });

  it("is refused where appgate is no object, without a word of what it holds", () => {
    for (const appgate of [
      '{"password": hunter2}',
      '{"password": "hunter2"',
      "hunter2",
      '["hunter2"]',
      ["hunter2"],
    ]) {
      const reasons = checkConfiguration({ appgate }, DEFAULT).map(({ reason }) => reason);
      assert.deepEqual(reasons, ["appgate must be an object, or JSON text of an object"]);
      assert.equal(new Configuration({ appgate }, DEFAULT).get("appgate:password"), undefined);
    }
  });

  it("of an explicit provider that leads to a Controller has the credentials for it", () => {
    assert.match(
      refusals({ appgate: { address: "a" } }).join(),
      /needs username and password, or bearerToken/,
    );
    assert.deepEqual(refusals({ appgate: { address: "a", bearerToken: "t" } }), []);
    assert.deepEqual(checkConfiguration({ appgate: { address: "a" } }, DEFAULT), []);
  });

  it("is named in messages as people set it", () => {
    assert.equal(
      withPluginNames(
        "set cloudflare:apiToken (pulumi config set --secret cloudflare:apiToken) or appgate:address",
      ),
      "set risk-posture:apiToken (pulumi config set --secret risk-posture:apiToken) or risk-posture:appgate.address",
    );
    const foreign = "Appgate:down for service, appgate:addresses, cloudflare:baseUrls, my-appgate:x";
    assert.equal(withPluginNames(foreign), foreign);
  });
});
