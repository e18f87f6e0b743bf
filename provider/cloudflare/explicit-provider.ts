import * as pulumi from "@pulumi/pulumi";
import { EXPLICIT } from "../config-reader.js";
import { requireArguments, runError } from "../program/program-errors.js";
import { isOwnProvider } from "../program/resource-options.js";

/** Credentials of an explicit provider: either `apiToken`, or `apiKey` and `email`. */
export interface ProviderArgs {
  /** API token; it is kept as a secret. Either this, or `apiKey` and `email`. */
  apiToken?: pulumi.Input<string>;
  /** Global API key of a user; it is kept as a secret. Needs `email`. A token is the safer choice. */
  apiKey?: pulumi.Input<string>;
  /** E-mail address of the user whose `apiKey` it is. */
  email?: pulumi.Input<string>;
  /** Base URL of the API. Default: `CLOUDFLARE_BASE_URL`, then Cloudflare's own. https only, except on loopback. */
  baseUrl?: pulumi.Input<string>;
}

/**
 * An explicit provider, for programs that manage several Cloudflare accounts with different credentials:
 *
 * ```ts
 * const emea = new risk.Provider("emea", { apiToken: config.requireSecret("emeaToken") });
 * new risk.RiskBehaviors("emea", { accountId, behaviors }, { provider: emea });
 * ```
 *
 * It takes its credentials from its arguments only, never from the stack's configuration or the environment.
 */
export class Provider extends pulumi.ProviderResource {
  /** Only a type: with it, the compiler refuses the provider of another package where a lookup expects this one. */
  declare protected readonly package: "pulumi-risk-posture";
  /** @internal A component uses it in the names of the provider's resources. */
  readonly name: string;
  /** @internal The configuration with which lookups act as this provider. */
  readonly config: Readonly<Record<string, pulumi.Input<string> | undefined>>;

  /**
   * @param name The provider's unique name in the program.
   * @param args Its credentials.
   * @param opts Pulumi's resource options.
   */
  constructor(name: string, args: ProviderArgs, opts?: pulumi.ResourceOptions) {
    requireArguments(`Provider ${name}`, args, "apiToken, or apiKey and email");
    refuseUnclearCredentials(name, args);
    // The keys have the namespaces of the stack configuration: a bare key would be looked up under the project's name.
    const config = {
      // Tells both processes not to look for credentials elsewhere if these turn out to be empty.
      [EXPLICIT]: "true",
      "cloudflare:apiToken": secret(args.apiToken),
      "cloudflare:apiKey": secret(args.apiKey),
      "cloudflare:email": args.email,
      "cloudflare:baseUrl": args.baseUrl,
    };
    super("pulumi-nodejs", name, config, opts);
    this.name = name;
    this.config = config;
  }
}

/** Also for one that another copy of this package has created. */
export function isProvider(provider: pulumi.ProviderResource): provider is Provider {
  return isOwnProvider(provider);
}

function secret(value: pulumi.Input<string> | undefined): pulumi.Output<string> | undefined {
  return value === undefined ? undefined : pulumi.secret(value);
}

function refuseUnclearCredentials(name: string, { apiToken, apiKey, email }: ProviderArgs): void {
  if (apiToken !== undefined && apiKey !== undefined) {
    throw runError(`Provider ${name}: apiToken and apiKey are both given: leave one of them out.`);
  }
  if (apiToken === undefined && (apiKey === undefined || email === undefined)) {
    throw runError(`Provider ${name}: give apiToken, or apiKey and email.`);
  }
}
