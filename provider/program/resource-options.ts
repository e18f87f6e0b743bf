import type * as pulumi from "@pulumi/pulumi";
import { EXPLICIT } from "../config-reader.js";
import { isLater } from "./outputs-and-promises.js";
import { runError } from "./program-errors.js";

/**
 * The options of a resource whose settings always exist.
 *
 * - `import` and `id` are refused: creating adopts instead.
 * - Delete before replace is the default, so that a replacement can take over the old resource's remembered values. An answer of `diff`
 *   would not reach `--replace`; the option does.
 * - `initial` is kept secret if a setting may be secret: a setting that is adopted again may hold the secret already. It is also kept
 *   secret with any other output: it has the same ids and the same settings.
 *
 * @param isSecret Whether a setting may be secret.
 */
export function resourceOptions(
  type: string,
  isSecret: boolean,
  opts: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  refuseImport(
    type,
    opts,
    `declare the settings instead, creating the resource adopts what is there (to read settings without managing them, call get${type})`,
  );
  requireOwnProvider(type, opts.provider);
  const secrets = opts.additionalSecretOutputs ?? [];
  return {
    ...opts,
    deleteBeforeReplace: opts.deleteBeforeReplace ?? true,
    additionalSecretOutputs: isSecret || secrets.length > 0 ? [...secrets, "initial"] : [],
  };
}

/** Refuses the provider of another package: the engine would only say that it does not know the type. */
export function requireOwnProvider(subject: string, provider: pulumi.ProviderResource | undefined): void {
  if (provider !== undefined && !isOwnProvider(provider)) {
    throw runError(
      `${subject} does not take the provider of another package: give it a Provider of pulumi-risk-posture, or none.`,
    );
  }
}

/** Recognises a `Provider` of this package by its property: another copy of the package may have created it. */
export function isOwnProvider(provider: pulumi.ProviderResource): boolean {
  return "config" in provider && EXPLICIT in Object(provider.config);
}

/**
 * `import` and `id` cannot work for dynamic resources: the engine sends only the id, without the text that says which provider to ask
 * (pulumi/pulumi#3550, #16175).
 *
 * @param instead What to do instead.
 */
export function refuseImport(type: string, opts: pulumi.CustomResourceOptions, instead: string): void {
  if (opts.import !== undefined || opts.id !== undefined) {
    const option = opts.import === undefined ? "id" : "import";
    throw runError(`${type} does not take the option "${option}": ${instead}.`);
  }
}

/** Only an output can be secret. Whether it is becomes known too late for the options. */
export function mayBeSecret(value: unknown): boolean {
  if (isLater(value)) {
    return true;
  }
  return typeof value === "object" && value !== null && Object.values(value).some(mayBeSecret);
}
