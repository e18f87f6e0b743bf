import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Provider, type ProviderArgs } from "../../provider/cloudflare/explicit-provider.js";
import { everythingIn, thrown } from "../support/errors.js";

describe("An explicit provider", () => {
  const refusal = (args: ProviderArgs) => thrown(() => new Provider("emea", args), pulumi.RunError);

  before(() =>
    pulumi.runtime.setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) }),
  );

  for (const [name, args] of Object.entries({
    apiToken: { apiToken: "hunter2" },
    apiKey: { apiKey: "hunter2", email: "me@example.com" },
  })) {
    it(`keeps its ${name} secret, although the program does not call it so`, async () => {
      const { config } = new Provider("emea", args);
      assert.equal(await pulumi.isSecret(pulumi.output(config[`cloudflare:${name}`])), true);
    });
  }

  it("is refused with both kinds of credential, without showing them", () => {
    const error = refusal({ apiToken: "hunter2-token", apiKey: "hunter2-key", email: "me@example.com" });
    assert.match(error.message, /^Provider emea: apiToken and apiKey are both given/);
    assert.doesNotMatch(everythingIn(error), /hunter2/);
  });

  it("is refused without credentials, since it takes none from anywhere else", () => {
    for (const args of [
      {},
      { apiKey: "hunter2-key" },
      { email: "me@example.com" },
      { baseUrl: "https://a.example" },
    ]) {
      const error = refusal(args);
      assert.match(error.message, /^Provider emea: give apiToken, or apiKey and email/);
      assert.doesNotMatch(everythingIn(error), /hunter2/);
    }
  });
});
