import { Configuration, withPluginNames } from "../../plugin/configuration.js";
import type { ReadConfig } from "../../provider/config.js";
import { isUnknown } from "../../provider/engine/unknown.js";
import { EncryptedError } from "./encrypted.js";
import type { StackResource } from "./stack-export.js";

/** What the state holds of a provider's configuration. */
export interface ProviderConfiguration {
  /** By the keys of a TypeScript program's stack configuration. What is encrypted is refused. */
  readonly get: ReadConfig;
  /** A message without what is secret in the configuration, with the settings named as people set them. */
  readonly shown: (message: string) => string;
}

const PLUGIN = "pulumi:providers:risk-posture";

/** That of a provider of the classes, or of the plugin; without a provider, an empty one. */
export function configurationOf(provider: StackResource | undefined): ProviderConfiguration {
  if (provider === undefined) {
    return { get: () => undefined, shown: (message) => message };
  }
  const { type, urn, inputs, hide } = provider;
  if (type !== PLUGIN) {
    return { get: (key) => plain(inputs[key], key), shown: hide };
  }
  const { get } = new Configuration(inputs, urn);
  return {
    get: (key) =>
      // All that leads to a Controller may be one secret.
      key.startsWith("appgate:") && isUnknown(inputs["appgate"])
        ? plain(inputs["appgate"], "risk-posture:appgate")
        : plain(get(key), withPluginNames(key)),
    shown: (message) => withPluginNames(hide(message)),
  };
}

function plain(value: unknown, name: string): string | undefined {
  if (isUnknown(value)) {
    throw new EncryptedError(name);
  }
  return typeof value === "string" ? value : undefined;
}
