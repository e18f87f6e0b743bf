import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Provider, RiskModelSnapshot } from "../../provider/index.js";
import { thrown } from "../support/errors.js";

/** A component of the program, and a provider of another package. The engine is a mock. */
class Component extends pulumi.ComponentResource {
  constructor(name: string, opts: pulumi.ComponentResourceOptions = {}) {
    super("test:index:Component", name, {}, opts);
  }
}
class Foreign extends pulumi.ProviderResource {
  constructor() {
    super("foreign", "foreign", {});
  }
}

describe("RiskModelSnapshot", () => {
  before(() =>
    pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
      call: ({ inputs }) => inputs,
    }),
  );

  const explicit = () => new Provider("emea", { apiToken: "t" });
  const below = (parent: pulumi.Resource) => new RiskModelSnapshot("risk-model", {}, { parent });

  it("refuses an explicit provider, which does not know the stack's Controller", () => {
    const { message } = thrown(
      () => new RiskModelSnapshot("risk-model", {}, { provider: explicit() }),
      pulumi.RunError,
    );
    assert.match(message, /^RiskModelSnapshot risk-model takes no explicit provider/);
  });

  it("refuses one that it would inherit, however far from above, and says how it comes to it", () => {
    const provider = explicit();
    const parents = [
      new Component("one", { providers: [provider] }),
      new Component("two", { provider }),
      new Component("three", { providers: { "pulumi-nodejs": provider } }),
      new Component("four", { parent: new Component("five", { providers: [new Foreign(), provider] }) }),
    ];
    for (const parent of parents) {
      const { message, stack } = thrown(() => below(parent), pulumi.RunError);
      assert.match(
        message,
        /^RiskModelSnapshot risk-model takes no explicit provider, .* It would inherit one from its parent: declare it elsewhere\.$/,
      );
      assert.equal(stack, "");
    }
  });

  it("is declared below a component that has none, or only those of other packages", async () => {
    const parents = [
      new Component("plain"),
      new Component("with another package's", { providers: [new Foreign()] }),
      new Component("with another package's alone", { provider: new Foreign() }),
    ];
    for (const parent of parents) {
      const urn = await new Promise<string>((resolve) => below(parent).urn.apply(resolve));
      assert.match(urn, /RiskModelSnapshot::risk-model$/);
    }
  });
});
