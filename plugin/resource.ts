import type { ReadResult, ResourceProvider } from "@pulumi/pulumi/dynamic";
import type { CloudflareClient } from "../provider/cloudflare/client.js";

export type Props = Readonly<Record<string, unknown>>;

/** One type of resource: a handler that dynamic providers have too, and what only a plugin needs to know. */
export interface Resource {
  readonly handler: Required<ResourceProvider<object, object>>;
  /** Whether `check` takes what the program knows of the resource: its URN, and whether previews are strict. */
  readonly takesContext: boolean;
  /** Outputs that are no inputs. In a preview they are not known yet. */
  readonly computed: readonly string[];
  /** Outputs that are secret, whether or not the program has said so of any input. */
  secretOutputs(outputs: Props): readonly string[];
  /** What there is to be managed, of an id alone: for `pulumi import`, and for `get` in programs. */
  import(id: string, client: () => Promise<CloudflareClient>): Promise<ReadResult<object>>;
}
