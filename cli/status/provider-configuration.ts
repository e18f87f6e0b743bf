import { Configuration, withPluginNames } from "../../plugin/configuration.js";
import type { ReadConfig } from "../../provider/config-reader.js";
import { isUnknown } from "../../provider/engine/unknown.js";
import { EncryptedError } from "./encrypted-error.js";
import type { StackResource } from "./stack-export.js";

/** A provider's configuration in the state. */
export interface ProviderConfiguration {
  /** Reads by the keys of a TypeScript program's stack configuration. Refuses an encrypted value. */
  readonly get: ReadConfig;
  /** Removes the configuration's secrets from a message, and names the settings as users set them. */
  readonly redact: (message: string) => string;
}

const PLUGIN = "pulumi:providers:risk-posture";

/** The configuration of a dynamic provider or of the plugin. Without a provider it is empty. */
export function configurationOf(provider: StackResource | undefined): ProviderConfiguration {
  if (provider === undefined) {
    return { get: () => undefined, redact: (message) => message };
  }
  const { type, urn, inputs, redact } = provider;
  if (type !== PLUGIN) {
    return { get: (key) => plain(inputs[key], key), redact };
  }
  const { get } = new Configuration(inputs, urn);
  return {
    get: (key) =>
      // The whole connection to a Controller may be one secret.
      key.startsWith("appgate:") && isUnknown(inputs["appgate"])
        ? plain(inputs["appgate"], "risk-posture:appgate")
        : plain(get(key), withPluginNames(key)),
    redact: (message) => withPluginNames(redact(message)),
  };
}

function plain(value: unknown, name: string): string | undefined {
  if (isUnknown(value)) {
    throw new EncryptedError(name);
  }
  return typeof value === "string" ? value : undefined;
}
