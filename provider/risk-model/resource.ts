import * as pulumi from "@pulumi/pulumi";
import { refuseImport } from "../program/resource-options.js";
import { runError } from "../program/run-error.js";
import type { RecordedRiskModel } from "./model.js";

const TYPE = "RiskModelSnapshot";

/** Which Controller to record. */
export interface RiskModelSnapshotArgs {
  /**
   * Admin interface of the Controller; `https`, port 8443 and path `/admin` are added where they are missing. Default: `appgate:address`
   * of the stack's configuration, then `APPGATE_ADDRESS`. Another address replaces the resource.
   */
  address?: pulumi.Input<string>;
}

/**
 * A record of the risk model of an Appgate SDP Controller, for its changes to be seen: they show in `pulumi refresh --diff` and in
 * `pulumi preview --refresh --diff`, property by property, and fail `--expect-no-changes`, until a `pulumi up` takes them over. It only
 * reads: creating and refreshing are GETs, an unchanged `up` sends no request, and deleting does nothing.
 *
 * ```ts
 * const snapshot = new risk.RiskModelSnapshot("risk-model");
 * export const problems = snapshot.model.apply((model) => risk.findings(model));
 * ```
 *
 * How to log in comes from `appgate:…` in the stack's configuration, then from `APPGATE_…`, as for {@link getRiskModel}; it is neither
 * an input nor in the resource's state. An explicit {@link Provider} holds Cloudflare's credentials and is refused, also where a
 * parent would pass it on.
 *
 * Needs Appgate SDP 6.0 or newer, up to API version 24. Permission: "View" on "Risk Model".
 */
export class RiskModelSnapshot extends pulumi.CustomResource {
  /** @internal By this a policy pack tells the resources of this class: `validateResourceOfType(RiskModelSnapshot, …)`. */
  static readonly __pulumiType = "pulumi-nodejs:dynamic/riskPosture:RiskModelSnapshot";

  /** The Controller's admin interface, complete: `https://controller.example.com:8443/admin`. */
  declare readonly address: pulumi.Output<string>;
  /** The model, as it was last seen: when the resource was created, or by the last refresh. */
  declare readonly model: pulumi.Output<RecordedRiskModel>;
  /** Fingerprint of the model that the last `up` has taken over: another one than the model's after a refresh that found a change. */
  declare readonly acknowledged: pulumi.Output<string>;

  /**
   * @param name The resource's unique name in the program.
   * @param args Which Controller to record. Omitted: the one of the stack's configuration, then of the environment.
   * @param opts Pulumi's resource options. `import`, `id` and `provider` are refused.
   */
  constructor(name: string, args: RiskModelSnapshotArgs = {}, opts: pulumi.CustomResourceOptions = {}) {
    refuseImport(TYPE, opts, "declare it, creating only reads (or call getRiskModel)");
    refuseProvider(name, opts);
    const { address, ...misspelled } = args;
    super(
      RiskModelSnapshot.__pulumiType,
      name,
      {
        // For check to name: a property that it does not get would be ignored without a word.
        ...misspelled,
        address,
        model: undefined,
        acknowledged: undefined,
        // A constant text: nothing is captured, so no secret can be, and no preview ever shows it as changed.
        __provider: 'exports.handler=()=>require("pulumi-risk-posture/handlers").riskModelSnapshot',
      },
      opts,
    );
  }
}

/** The process of such a provider sees its arguments in place of the stack's configuration: it would find the environment's Controller. */
function refuseProvider(name: string, { provider, parent }: pulumi.CustomResourceOptions): void {
  const inherited = parent?.getProvider(RiskModelSnapshot.__pulumiType);
  if (provider === undefined && inherited === undefined) {
    return;
  }
  const wayOut = provider === undefined ? " It would inherit one from its parent: declare it elsewhere." : "";
  throw runError(
    `${TYPE} ${name} takes no explicit provider, which holds Cloudflare's credentials: set appgate:… in the stack's configuration, or APPGATE_….${wayOut}`,
  );
}
