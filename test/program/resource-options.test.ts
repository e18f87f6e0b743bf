import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Provider } from "../../provider/cloudflare/explicit-provider.js";
import { EXPLICIT } from "../../provider/config-reader.js";
import { mayBeSecret, resourceOptions } from "../../provider/program/resource-options.js";
import { thrown } from "../support/errors.js";

describe("The options of a resource whose settings always exist", () => {
  it("delete before they replace, unless the program says otherwise", () => {
    assert.equal(resourceOptions("T", false).deleteBeforeReplace, true);
    assert.equal(resourceOptions("T", false, {}).deleteBeforeReplace, true);
    assert.equal(resourceOptions("T", false, { deleteBeforeReplace: true }).deleteBeforeReplace, true);
    assert.equal(resourceOptions("T", false, { deleteBeforeReplace: false }).deleteBeforeReplace, false);
  });

  it("keep whatever else the program asks for, and leave its own object alone", () => {
    const given = Object.freeze({ protect: true, ignoreChanges: ["behaviors"] });
    assert.deepEqual(resourceOptions("T", false, given), {
      ...given,
      deleteBeforeReplace: true,
      additionalSecretOutputs: [],
    });
  });

  it("keep initial secret where a setting may be, however deep it stands", () => {
    const secrets = (...settings: unknown[]) =>
      resourceOptions("T", mayBeSecret(settings)).additionalSecretOutputs;
    assert.deepEqual(secrets({ imp_travel: { enabled: true } }, "enabled", undefined), []);
    assert.deepEqual(secrets(undefined, { imp_travel: { riskLevel: pulumi.secret("low") } }), ["initial"]);
    assert.deepEqual(secrets(Promise.resolve(["a"])), ["initial"]);
    const kept = resourceOptions("T", true, { additionalSecretOutputs: ["other"] });
    assert.deepEqual(kept.additionalSecretOutputs, ["other", "initial"]);
    // A program in JavaScript may pass null.
    const none = JSON.parse('{ "deleteBeforeReplace": null, "additionalSecretOutputs": null }');
    assert.deepEqual(resourceOptions("T", false, none), {
      deleteBeforeReplace: true,
      additionalSecretOutputs: [],
    });
    const other = resourceOptions("T", false, { additionalSecretOutputs: ["other"] });
    assert.deepEqual(other.additionalSecretOutputs, ["other", "initial"]);
  });

  it("refuse the provider of another package in a sentence, and take our own", () => {
    const foreign: pulumi.ProviderResource = Object.create(pulumi.ProviderResource.prototype);
    const { message } = thrown(
      () => resourceOptions("RiskBehaviors", false, { provider: foreign }),
      pulumi.RunError,
    );
    assert.match(message, /^RiskBehaviors does not take the provider of another package/);
    const own = Object.assign(Object.create(Provider.prototype), { config: { [EXPLICIT]: "true" } });
    assert.equal(resourceOptions("RiskBehaviors", false, { provider: own }).provider, own);
  });

  for (const [option, options] of [
    ["import", { import: "699d98642c564d2e855e9661899b7252" }],
    ["id", { id: "699d98642c564d2e855e9661899b7252" }],
  ] as const) {
    it(`refuse "${option}" in a sentence that names what to do instead`, () => {
      const { message } = thrown(() => resourceOptions("RiskBehaviors", false, options), pulumi.RunError);
      assert.match(message, new RegExp(`^RiskBehaviors does not take the option "${option}": declare`));
      assert.match(message, /getRiskBehaviors/);
    });
  }
});
