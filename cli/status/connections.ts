import {
  type AppgateConnection,
  namesController,
  resolveAppgateConnection,
} from "../../provider/appgate/connection.js";
import type { CloudflareClient } from "../../provider/cloudflare/client.js";
import { resolveConnection } from "../../provider/cloudflare/credentials.js";
import { configurationOf, type ProviderConfiguration } from "./provider-configuration.js";
import { clientFor } from "./shared-reads.js";
import type { StackResource } from "./stack-export.js";

/** How the resources of one provider reach their APIs. */
export interface Connection {
  readonly cloudflare: () => CloudflareClient;
  /** The Controller at an address. Without an address, the one in the configuration or the environment. */
  readonly controller: (address?: string) => AppgateConnection;
  /** Whether the configuration or the environment names a Controller. */
  readonly namesController: () => boolean;
  readonly asked: ReadonlySet<string>;
  /** Removes the secrets of the provider's configuration from a message, and uses the users' names for settings. */
  readonly redact: ProviderConfiguration["redact"];
}

/** The connections of all resources, one for each provider. */
export class Connections {
  private readonly byProvider = new Map<string, Connection>();

  constructor(private readonly resources: readonly StackResource[]) {}

  /** Connects as `pulumi refresh` does: with the configuration of the resource's provider in the state, and with the environment. */
  of({ provider }: StackResource): Connection {
    // The reference to a provider is its URN followed by its id.
    const urn = provider.replace(/::[^:]*$/, "");
    const known = this.byProvider.get(urn);
    if (known !== undefined) {
      return known;
    }
    const connection = connect(configurationOf(this.resources.find((each) => each.urn === urn)));
    this.byProvider.set(urn, connection);
    return connection;
  }

  get all(): Connection[] {
    return [...this.byProvider.values()];
  }

  /** The addresses of the Cloudflare APIs that received requests, without secrets. */
  get asked(): string[] {
    return [...new Set(this.all.flatMap(({ asked }) => [...asked]))].sort();
  }
}

function connect({ get, redact }: ProviderConfiguration): Connection {
  const asked = new Set<string>();
  let client: CloudflareClient | undefined;
  return {
    cloudflare: () => {
      if (client === undefined) {
        const connection = resolveConnection(get, process.env);
        client = clientFor(connection);
        asked.add(redact(connection.baseUrl.href));
      }
      return client;
    },
    controller: (address) =>
      resolveAppgateConnection(address === undefined ? {} : { address }, get, process.env),
    namesController: () => namesController({}, get, process.env),
    asked,
    redact,
  };
}
