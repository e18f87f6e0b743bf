import assert from "node:assert/strict";
import { PluginProvider } from "../../plugin/provider.js";
import { UNKNOWN } from "../../provider/engine/unknown.js";
import { fingerprint } from "../../provider/risk-model/snapshot.js";
import { ACCOUNT } from "../support/ids.js";

describe("The preview of an update by the plugin", () => {
  const provider = new PluginProvider();
  const urn = (type: string) => `urn:pulumi:stack::project::risk-posture:index:${type}::name`;

  describe("of a RiskModelSnapshot", () => {
    const address = "https://controller.example.com:8443/admin";
    type Model = typeof allow;
    const allow = { matrix: { high: { high: { action: "Allow" } } } };
    const deny = { matrix: { high: { high: { action: "Deny" } } } };
    const acknowledged = async (outputs: { model: Model }, model: Model | string) => {
      const olds = { address, model: outputs.model, acknowledged: fingerprint(allow) };
      const news = { address, model };
      const predicted = await provider.update(urn("RiskModelSnapshot"), address, olds, news, true);
      return predicted["acknowledged"];
    };

    it("does not know the fingerprint of a model that a refresh has put into the outputs too", async () => {
      assert.equal(await acknowledged({ model: deny }, deny), UNKNOWN);
    });

    it("does not know that of a model that differs only in values, or is not known yet", async () => {
      assert.equal(await acknowledged({ model: allow }, deny), UNKNOWN);
      assert.equal(await acknowledged({ model: allow }, UNKNOWN), UNKNOWN);
    });

    it("knows that of the model that the last up has taken over", async () => {
      assert.equal(await acknowledged({ model: allow }, allow), fingerprint(allow));
    });
  });

  it("of settings knows what was there before, unless a setting is added", async () => {
    const low = { enabled: true, riskLevel: "low" };
    const initial = { imp_travel: { enabled: false, riskLevel: "high" } };
    const predicted = async (behaviors: Record<string, typeof low>) => {
      const olds = { accountId: ACCOUNT, behaviors: { imp_travel: low }, initial };
      const news = { accountId: ACCOUNT, behaviors };
      return (await provider.update(urn("RiskBehaviors"), ACCOUNT, olds, news, true))["initial"];
    };
    assert.deepEqual(await predicted({ imp_travel: { ...low, riskLevel: "high" } }), initial);
    assert.equal(await predicted({ imp_travel: low, high_dlp: low }), UNKNOWN);
  });
});
