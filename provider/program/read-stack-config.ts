import * as pulumi from "@pulumi/pulumi";

/** Reads the stack's configuration, in the program, by its full key: `cloudflare:apiToken`. */
export function stackConfig(key: string): string | undefined {
  const [namespace, name] = key.split(":");
  return namespace === undefined || name === undefined ? undefined : new pulumi.Config(namespace).get(name);
}
