import * as pulumi from "@pulumi/pulumi";
import { runError } from "../program/program-errors.js";
import { refuseImport } from "../program/resource-options.js";
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
 * Records the risk model of an Appgate SDP Controller, so that changes of the model show as drift. `pulumi refresh --diff` and
 * `pulumi preview --refresh --diff` show them property by property, and `--expect-no-changes` fails, until a `pulumi up` takes them over.
 * It only reads: creating and refreshing are GETs, an unchanged `up` sends no request, and deleting does nothing.
 *
 * ```ts
 * const snapshot = new risk.RiskModelSnapshot("risk-model");
 * export const problems = snapshot.model.apply((model) => risk.findings(model));
 * ```
 *
 * The credentials come from `appgate:…` in the stack's configuration, then from `APPGATE_…`, as for {@link getRiskModel}; they are neither
 * inputs nor in the resource's state. An explicit {@link Provider} holds Cloudflare's credentials and is refused, even if a parent passes
 * it on.
 *
 * Needs Appgate SDP 6.0 or newer, up to API version 24. Permission: "View" on "Risk Model".
 */
export class RiskModelSnapshot extends pulumi.CustomResource {
  /** @internal Policy packs recognize the resources of this class by it: `validateResourceOfType(RiskModelSnapshot, …)`. */
  static readonly __pulumiType = "pulumi-nodejs:dynamic/riskPosture:RiskModelSnapshot";

  /** The Controller's admin interface, complete: `https://controller.example.com:8443/admin`. */
  declare readonly address: pulumi.Output<string>;
  /** The model as it was last read: when the resource was created, or by the last refresh. */
  declare readonly model: pulumi.Output<RecordedRiskModel>;
  /** Fingerprint of the model that the last `up` took over. After a refresh that found a change, it differs from that of `model`. */
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
        // `check` reports these. A property that it does not receive would be ignored silently.
        ...misspelled,
        address,
        model: undefined,
        acknowledged: undefined,
        // A constant text: it captures nothing, so it cannot hold a secret, and no preview ever shows it as changed.
        __provider: 'exports.handler=()=>require("pulumi-risk-posture/handlers").riskModelSnapshot',
      },
      opts,
    );
  }
}

/** An explicit provider's process sees its arguments instead of the stack's configuration: it would use the environment's Controller. */
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
