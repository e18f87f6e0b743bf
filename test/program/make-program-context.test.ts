import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Provider } from "../../provider/cloudflare/explicit-provider.js";
import { Counts, contextOf } from "../../provider/program/make-program-context.js";
import { PROGRAM_CONTEXT } from "../../provider/settings/program-context.js";

const token = "pulumi-nodejs:dynamic/riskPosture:FraudSettingsSet";

describe("What a resource tells its provider of the program", () => {
  before(() =>
    pulumi.runtime.setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) }),
  );

  it("is how many sets its own provider has, passed on by a parent or not: no other process hears of them", async () => {
    const [one, other] = [new Provider("one", { apiToken: "a" }), new Provider("other", { apiToken: "b" })];
    const parent = new pulumi.ComponentResource("test:index:Parent", "parent", {}, { providers: [one] });
    const counts = new Counts();
    const declare = (isSet: boolean, opts: pulumi.CustomResourceOptions) => {
      const declaration = { type: "T", token, name: "n", opts, place: "zone", isSet };
      const { [PROGRAM_CONTEXT]: context }: { [PROGRAM_CONTEXT]?: Promise<{ sets?: number }> } = contextOf(
        counts,
        declaration,
        {},
      );
      return context?.then(({ sets }) => sets);
    };
    const told = [
      declare(true, { provider: one }),
      declare(true, { parent }),
      declare(true, { provider: other }),
      declare(false, { provider: other }),
      declare(false, {}),
    ];
    assert.deepEqual(await Promise.all(told), [2, 2, 1, 1, undefined]);
  });
});
