import { type AppgateConnection, resolveAppgate } from "../../provider/appgate/connection.js";
import { CloudflareClient } from "../../provider/cloudflare/client.js";
import { resolveConnection } from "../../provider/cloudflare/credentials.js";
import type { ReadConfig } from "../../provider/config.js";
import { isUnknown } from "../../provider/engine/unknown.js";
import { SnapshotSession } from "../../provider/risk-model/snapshot-session.js";
import { CommandError } from "../outcome.js";
import { log } from "../terminal/log.js";
import { withoutSecrets } from "./secrets.js";
import type { StackResource } from "./stack-export.js";

/** How the resources of one provider reach their APIs. */
export interface Connection {
  readonly cloudflare: () => CloudflareClient;
  readonly snapshots: SnapshotSession;
  /** The Controller at an address; without one, that of the configuration or the environment. */
  readonly controller: (address?: string) => AppgateConnection;
  readonly asked: ReadonlySet<string>;
  /** A text without what is secret in the provider's configuration. */
  readonly shown: (text: string) => string;
}

/** The connections of all resources, one for each provider. */
export class Connections {
  private readonly byProvider = new Map<string, Connection>();

  constructor(private readonly resources: readonly StackResource[]) {}

  /** As `pulumi refresh` connects, with what the state holds of the resource's provider, and the environment. */
  of({ provider }: StackResource): Connection {
    // The id of the provider follows its URN.
    const urn = provider.replace(/::[^:]*$/, "");
    const known = this.byProvider.get(urn);
    if (known !== undefined) {
      return known;
    }
    const resource = this.resources.find((each) => each.urn === urn);
    const connection = connect(resource?.inputs ?? {}, (text) =>
      withoutSecrets(text, resource?.marked ?? {}),
    );
    this.byProvider.set(urn, connection);
    return connection;
  }

  get all(): Connection[] {
    return [...this.byProvider.values()];
  }

  /** The addresses of the APIs of Cloudflare that were asked, as they may be shown. */
  get asked(): string[] {
    return [...new Set(this.all.flatMap(({ asked }) => [...asked]))].sort();
  }
}

function connect(inputs: StackResource["inputs"], shown: (text: string) => string): Connection {
  const get: ReadConfig = (key) => textIn(inputs, key);
  const asked = new Set<string>();
  let client: CloudflareClient | undefined;
  return {
    cloudflare: () => {
      if (client === undefined) {
        const connection = resolveConnection(get, process.env);
        client = new CloudflareClient(connection, { log });
        asked.add(shown(connection.baseUrl.href));
      }
      return client;
    },
    snapshots: new SnapshotSession(get, log),
    controller: (address) => resolveAppgate(address === undefined ? {} : { address }, get, process.env),
    asked,
    shown,
  };
}

function textIn(inputs: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = inputs[key];
  if (isUnknown(value)) {
    throw new CommandError(
      `${key} is encrypted in this export: make it with "pulumi stack export --show-secrets", or run this in the project's directory.`,
    );
  }
  return typeof value === "string" ? value : undefined;
}
