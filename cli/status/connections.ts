import { CloudflareClient } from "../../provider/cloudflare/client.js";
import { resolveConnection } from "../../provider/cloudflare/credentials.js";
import type { ReadConfig } from "../../provider/config.js";
import { isUnknown } from "../../provider/engine/unknown.js";
import { SnapshotSession } from "../../provider/risk-model/snapshot-session.js";
import { CommandError } from "../outcome.js";
import { log } from "../terminal/log.js";
import type { StackResource } from "./stack-export.js";

/** How the resources of one provider reach their APIs. */
export interface Connection {
  readonly cloudflare: () => CloudflareClient;
  readonly appgate: SnapshotSession;
}

/** The connection of each resource: as `pulumi refresh` makes it, with what the state holds of its provider, and the environment. */
export function connectionsOf(resources: readonly StackResource[]): (resource: StackResource) => Connection {
  const connections = new Map<string, Connection>();
  return ({ provider }) => {
    // The id of the provider follows its URN.
    const urn = provider.replace(/::[^:]*$/, "");
    const inputs = resources.find((resource) => resource.urn === urn)?.inputs ?? {};
    const connection = connections.get(urn) ?? connect((key) => textIn(inputs, key));
    connections.set(urn, connection);
    return connection;
  };
}

function connect(get: ReadConfig): Connection {
  let client: CloudflareClient | undefined;
  return {
    cloudflare: () => {
      client ??= new CloudflareClient(resolveConnection(get, process.env), { log });
      return client;
    },
    appgate: new SnapshotSession(get, log),
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
