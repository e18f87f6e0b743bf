import { jsonOrNothing } from "../../provider/json-or-nothing.js";
import * as z from "../../provider/zod.js";
import { CommandError } from "../exit.js";
import { contentOf } from "../input-file.js";
import { pulumi } from "../pulumi.js";
import { decrypted, masked, redactingState, secretTextsIn } from "./secrets-in-state.js";

const Properties = z.record(z.string(), z.unknown()).default({});

const Resource = z.object({
  urn: z.string(),
  type: z.string(),
  /** Whether this is an old copy that the engine still has to delete. */
  delete: z.boolean().default(false),
  /** Whether the program only reads the resource, as with `get` in YAML. */
  external: z.boolean().default(false),
  inputs: Properties,
  outputs: Properties,
  /** The provider's URN and id: "urn:…::default::0d2b…". */
  provider: z.string().default(""),
  /** The position of the declaration: "project:///index.ts#12,1". Engines before 3.180 record none. */
  sourcePosition: z.string().default(""),
  /** The calls that led to the declaration, the innermost first. */
  stackTrace: z.array(z.object({ sourcePosition: z.string().default("") })).default([]),
});

const Export = z.object({
  version: z.int(),
  /** Required: it distinguishes an export from state files and other JSON, which have none. */
  deployment: z
    .object({
      manifest: z.object({ time: z.string().optional() }).optional(),
      resources: z.array(Resource).nullish(),
    })
    .nullable(),
});

type Properties = Readonly<Record<string, unknown>>;

/** A resource that a stack manages. */
export interface StackResource extends Pick<z.output<typeof Resource>, "urn" | "type" | "provider"> {
  /** The secrets in the state, in the forms that {@link redact} searches for. */
  readonly secrets: () => readonly string[];
  /** Removes the secrets in the state from a text. */
  readonly redact: (text: string) => string;
  /** The inputs with decrypted secrets, or what was recorded of them if the last operation was half done. Encrypted ones stay unknown. */
  readonly inputs: Properties;
  /** The inputs that may be shown. A secret looks like an unknown value. */
  readonly visible: Properties;
  /** The output `initial` with decrypted secrets, and the part of it that may be shown. */
  readonly initial: unknown;
  readonly visibleInitial: unknown;
  /** The position of the declaration, then of the calls that led to it, the innermost first. */
  readonly positions: readonly string[];
}

/** The state of a stack. */
export interface Stack {
  /** When the engine wrote it. */
  readonly savedAt?: string;
  readonly resources: readonly StackResource[];
}

export interface ExportSource {
  /** A file with an export, or "-" for standard input. Default: a new export of the stack. */
  readonly file?: string | undefined;
  /** Default: the current one. */
  readonly stack?: string | undefined;
  /** Default: the one that the user is logged in to. */
  readonly backend?: string | undefined;
}

/** Reads the state of a stack. Secrets are decrypted in memory only. */
export async function readStack({ file, ...source }: ExportSource): Promise<Stack> {
  const content = file === undefined ? await exported(source) : await contentOf(file, `--file ${file}`);
  return stackIn(
    content,
    file === undefined
      ? '"pulumi stack export" printed no export of a stack. Is the "pulumi" on the PATH the Pulumi CLI?'
      : `--file ${file} is not the export of a stack: make the export with "pulumi stack export --show-secrets".`,
  );
}

/** @param refusal The message for a content that is not the export of a stack. */
function stackIn(content: string, refusal: string): Stack {
  const parsed = Export.safeParse(jsonOrNothing(content));
  if (!parsed.success) {
    throw new CommandError(refusal);
  }
  const { manifest, resources } = parsed.data.deployment ?? {};
  return {
    ...(manifest?.time === undefined ? {} : { savedAt: manifest.time }),
    resources: (resources ?? [])
      .filter((resource) => !resource.delete && !resource.external)
      .map(resourceFrom),
  };
}

function resourceFrom(resource: z.output<typeof Resource>): StackResource {
  const { urn, type, provider, inputs, outputs, sourcePosition, stackTrace } = resource;
  const declared = "halfDone" in outputs ? recordIn(outputs) : inputs;
  return {
    urn,
    type,
    provider,
    secrets: () => secretTextsIn({ inputs, outputs }),
    redact: redactingState({ inputs, outputs }),
    inputs: Properties.parse(decrypted(declared)),
    visible: Properties.parse(masked(declared, inputs, outputs)),
    initial: decrypted(outputs["initial"]),
    visibleInitial: masked(outputs["initial"]),
    positions: [sourcePosition, ...stackTrace.map((call) => call.sourcePosition)],
  };
}

/**
 * What the outputs record as declared. After an operation that was only half done, the engine keeps the inputs of the one before: they have
 * nothing of what was written since.
 */
function recordIn(outputs: Properties): Properties {
  const { initial, previous, unconfirmed, halfDone, ...declared } = outputs;
  return declared;
}

/** The export with decrypted secrets. They are compared here and never leave this process. */
function exported({ stack, backend }: ExportSource): Promise<string> {
  const selected = stack === undefined ? [] : [`--stack=${stack}`];
  return pulumi(["stack", "export", "--show-secrets", ...selected], {
    backend,
    without: "Without it, give an export with --file.",
  });
}
