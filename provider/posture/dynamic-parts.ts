import type * as pulumi from "@pulumi/pulumi";
import { isProvider } from "../cloudflare/explicit-provider.js";
import { whenConfigured } from "../cloudflare/lookup-client.js";
import { FraudSettingsSet } from "../fraud-settings/set.js";
import { runError } from "../program/program-errors.js";
import { getRiskBehaviors } from "../risk-behaviors/lookup.js";
import { RiskBehaviors } from "../risk-behaviors/resource.js";
import { getRiskModel } from "../risk-model/lookup.js";
import type { Parts } from "./children.js";
import type { AccountLookup } from "./enable-all.js";

/** The resources of a posture. */
export interface PostureNodes {
  /** The resource of each account, by the account's name in the program. */
  accounts: Record<string, RiskBehaviors>;
  /** The resource that manages each zone, by the zone's name in the program. Zones of one provider share one resource. */
  zones: Record<string, FraudSettingsSet>;
}

/** For a TypeScript program: dynamic resources, and the lookups of this package. */
export const dynamicParts: Parts<RiskBehaviors, FraudSettingsSet> = {
  accountType: RiskBehaviors.__pulumiType,
  makeAccount: (name, args, opts) => new RiskBehaviors(name, args, opts),
  makeZones: (name, args, opts, names) => new FraudSettingsSet(name, args, opts, names),
  lookup,
  readModel: () => getRiskModel(),
};

function lookup(subject: string, provider: pulumi.ProviderResource | undefined): AccountLookup {
  if (provider !== undefined && !isProvider(provider)) {
    throw runError(
      `${subject}: enableAllExcept does not take the provider of another package: give it a Provider of pulumi-risk-posture, or none.`,
    );
  }
  const options = provider === undefined ? {} : { provider };
  return {
    ready: whenConfigured(options),
    behaviorsOf: async (accountId) => (await getRiskBehaviors({ accountId }, options)).behaviors,
  };
}
