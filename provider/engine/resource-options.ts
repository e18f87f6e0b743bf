import * as pulumi from "@pulumi/pulumi";

/**
 * The options of a resource whose settings always exist.
 *
 * - `import` and `id` cannot work for dynamic resources: the engine sends only the id, without the text that says which provider to
 *   ask (pulumi/pulumi#3550, #16175). Creating adopts instead.
 * - Delete before replace is the default, so that a replacement can take over what the old resource remembers. An answer of `diff`
 *   would not reach `--replace`; the option does.
 */
export function resourceOptions(
  type: string,
  opts: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  if (opts.import !== undefined || opts.id !== undefined) {
    const option = opts.import === undefined ? "id" : "import";
    throw new pulumi.RunError(
      `${type} does not take the option "${option}": declare the settings instead, creating the resource adopts what is there ` +
        `(to read settings without managing them, call get${type}).`,
    );
  }
  return { ...opts, deleteBeforeReplace: opts.deleteBeforeReplace ?? true };
}
