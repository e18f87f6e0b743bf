import * as pulumi from "@pulumi/pulumi";
import { asError } from "../../provider/errors.js";
import type { FraudSettingsSetArgs } from "../../provider/fraud-settings/set.js";
import type { FraudValues } from "../../provider/fraud-settings/values.js";
import { getOrInsert } from "../../provider/memoize.js";
import { runError } from "../../provider/program/program-errors.js";
import type { RiskBehaviorsArgs } from "../../provider/risk-behaviors/resource.js";
import type { ObservedBehavior } from "../../provider/risk-behaviors/values.js";

// The plugin's resources, as its component declares them. An SDK that is generated from the schema has the same.

const PACKAGE = "risk-posture";

export function tokenOf(name: string): string {
  return `${PACKAGE}:index:${name}`;
}

/**
 * The plugin version that the program's SDK asks for, before the engine's address on the command line; undefined if it asks for none. It is
 * passed on, so that the process that started this one also serves the component's resources.
 */
const [version] = process.argv.slice(2, -1);
const sameVersion = version === undefined ? {} : { version };

function options(type: string, opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  return pulumi.mergeOptions(opts, {
    ...sameVersion,
    deleteBeforeReplace: opts.deleteBeforeReplace ?? true,
    aliases: [{ type: `pulumi-nodejs:dynamic/riskPosture:${type}` }],
  });
}

export class NativeRiskBehaviors extends pulumi.CustomResource {
  declare readonly initial: pulumi.Output<Record<string, ObservedBehavior>>;

  constructor(name: string, args: RiskBehaviorsArgs, opts: pulumi.CustomResourceOptions) {
    super(tokenOf("RiskBehaviors"), name, { ...args, initial: undefined }, options("RiskBehaviors", opts));
  }
}

export class NativeFraudSettingsSet extends pulumi.CustomResource {
  declare readonly initial: pulumi.Output<Record<string, FraudValues>>;

  constructor(name: string, args: FraudSettingsSetArgs, opts: pulumi.CustomResourceOptions) {
    const token = tokenOf("FraudSettingsSet");
    super(token, name, { ...args, initial: undefined }, options("FraudSettingsSet", opts));
  }
}

/** A provider of the program, known by its URN. */
export class NativeProvider extends pulumi.ProviderResource {
  readonly config = {};

  constructor(
    readonly name: string,
    urn: string,
  ) {
    super(PACKAGE, name, undefined, { urn });
  }
}

/** Lets the SDK make a provider from each reference that the engine sends: the same object for the same URN. */
export function registerProviderClass(version: string): void {
  const known = new Map<string, NativeProvider>();
  pulumi.runtime.registerResourcePackage(PACKAGE, {
    version,
    constructProvider: (name: string, _type: string, urn: string) => {
      return getOrInsert(known, urn, () => new NativeProvider(name, urn));
    },
  });
}

/** Calls a function of the plugin through the engine. Its error message is a sentence, and the stack helps nobody. */
export async function call<T>(name: string, args: pulumi.Inputs, opts: pulumi.InvokeOptions): Promise<T> {
  try {
    return await pulumi.runtime.invoke(tokenOf(name), args, { ...opts, ...sameVersion });
  } catch (error) {
    throw runError(asError(error).message.replace(/^invocation of \S+ returned an error: /i, ""));
  }
}
