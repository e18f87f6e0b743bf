import * as pulumi from "@pulumi/pulumi";
import type { ReadConfig } from "../config-reader.js";
import { log } from "../engine/log.js";
import { runError } from "../program/program-errors.js";
import { stackConfig } from "../program/read-stack-config.js";
import { requireOwnProvider } from "../program/resource-options.js";
import type { CloudflareClient } from "./client.js";
import type { Provider } from "./explicit-provider.js";
import type { LookupOptions } from "./lookup-options.js";

/** The client of a lookup, which runs in the program. The first lookup loads the modules that it needs; importing the package does not. */
export async function lookupClient({ provider }: LookupOptions): Promise<CloudflareClient> {
  const [{ CloudflareClient }, { resolveConnection }] = await Promise.all([
    import("./client.js"),
    import("./credentials.js"),
  ]);
  const config = provider === undefined ? stackConfig : await explicitConfig(provider);
  return new CloudflareClient(resolveConnection(config, process.env), { log: (text) => log({ text }) });
}

async function explicitConfig(provider: Provider): Promise<ReadConfig> {
  requireOwnProvider("A lookup", provider);
  const config = pulumi.output(provider.config);
  if (!(await isKnown(config))) {
    throw runError(
      "The provider's credentials are not known yet in this preview: use the lookup's Output form.",
    );
  }
  const values = await new Promise<Readonly<Record<string, string | undefined>>>((resolve) =>
    config.apply(resolve),
  );
  return (key) => values[key];
}

/** Waits for the provider's credentials. Its secrets do not make a lookup's result secret. */
export function whenConfigured({ provider }: LookupOptions): pulumi.Output<unknown> {
  return pulumi.unsecret(pulumi.output(provider?.config));
}

/** `apply` never runs for an unknown value, so a promise made of it would never settle: ask first. */
async function isKnown(output: object): Promise<boolean> {
  return "isKnown" in output ? (await output.isKnown) === true : true;
}
