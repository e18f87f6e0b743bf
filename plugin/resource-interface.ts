import type { ReadResult, ResourceProvider } from "@pulumi/pulumi/dynamic";
import type { CloudflareClient } from "../provider/cloudflare/client.js";

export type Props = Readonly<Record<string, unknown>>;

/** One type of resource: the handler, which dynamic providers use too, and what only a plugin needs to know. */
export interface Resource {
  readonly handler: Required<ResourceProvider<object, object>>;
  /** Whether `check` takes the program's context of the resource: its URN, and whether previews are strict. */
  readonly takesContext: boolean;
  /** Outputs that are not inputs. A preview may not know them yet. */
  readonly computed: readonly string[];
  /** Whether it is certain that an update keeps the computed outputs. */
  keepsComputed(olds: Props, news: Props): boolean;
  /** Outputs that are secret even if the program marks no input as secret. */
  secretOutputs(outputs: Props): readonly string[];
  /** Reads a resource by its id alone: for `pulumi import`, and for `get` in programs. */
  import(id: string, client: () => CloudflareClient): Promise<ReadResult<object>>;
}
