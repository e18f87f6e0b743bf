import * as pulumi from "@pulumi/pulumi";
import type { RiskPostureArgs } from "../../provider/posture/args.js";
import { requirePosture } from "../../provider/posture/argument-shape.js";
import { makeChildren, mapValues, type Parts } from "../../provider/posture/children.js";
import type { AccountLookup } from "../../provider/posture/enable-all.js";
import { initialOf } from "../../provider/posture/zones.js";
import type { BehaviorDetails } from "../../provider/risk-behaviors/values.js";
import type { RecordedRiskModel } from "../../provider/risk-model/model.js";
import { call, NativeFraudSettingsSet, NativeRiskBehaviors, tokenOf } from "./plugin-resources.js";

const TYPE = "RiskPosture";

/** The component of the TypeScript package, made of the plugin's resources. */
export class NativeRiskPosture extends pulumi.ComponentResource {
  /**
   * The settings as they were before they were first managed, by account and by zone. One output, since YAML cannot read one inside
   * another.
   */
  readonly initial: pulumi.Output<object>;

  constructor(name: string, args: RiskPostureArgs, opts: pulumi.ComponentResourceOptions) {
    const subject = `${TYPE} ${name}`;
    requirePosture(subject, args);
    // Without inputs, because the state would hold them twice: here and in the resources.
    super(tokenOf(TYPE), name, {}, opts);
    const { accounts, zones } = makeChildren(partsOf(this), this, subject, name, args);
    const zoneIds = mapValues(args.zones ?? {}, ({ zoneId }) => zoneId);
    this.initial = pulumi.output({
      accounts: mapValues(accounts, ({ initial }) => initial),
      zones: mapValues(zones, ({ initial }, zone) => initialOf(initial, zoneIds[zone] ?? "")),
    });
    this.registerOutputs({});
  }
}

function partsOf(parent: pulumi.Resource): Parts<NativeRiskBehaviors, NativeFraudSettingsSet> {
  return {
    accountType: tokenOf("RiskBehaviors"),
    makeAccount: (name, args, opts) => new NativeRiskBehaviors(name, args, opts),
    makeZones: (name, args, opts) => new NativeFraudSettingsSet(name, args, opts),
    lookup: (_subject, provider) => lookup(provider === undefined ? { parent } : { provider }),
    readModel: () => call<RecordedRiskModel>("getRiskModel", {}, { parent }),
  };
}

function lookup(options: pulumi.InvokeOptions): AccountLookup {
  return {
    ready: undefined,
    behaviorsOf: async (accountId) => {
      // In a preview, the engine answers with nothing for a provider whose credentials are not known yet.
      const { behaviors } = await call<{ behaviors?: Record<string, BehaviorDetails> }>(
        "getRiskBehaviors",
        { accountId },
        options,
      );
      return behaviors;
    },
  };
}
