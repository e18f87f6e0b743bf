import { jsonOrNothing } from "../../provider/json-or-nothing.js";
import * as z from "../../provider/zod.js";
import { CommandError } from "../exit.js";
import { contentOf } from "../input-file.js";
import { pulumi } from "../pulumi.js";
import { concealed, hiding, opened, secretTextsIn } from "./secrets.js";

const Properties = z.record(z.string(), z.unknown()).default({});

const Resource = z.object({
  urn: z.string(),
  type: z.string(),
  /** A copy that the engine still has to delete. */
  delete: z.boolean().default(false),
  /** A program only reads it, as with `get` in YAML. */
  external: z.boolean().default(false),
  inputs: Properties,
  outputs: Properties,
  /** The provider's URN and id: "urn:…::default::0d2b…". */
  provider: z.string().default(""),
  /** Where the program declares it: "project:///index.ts#12,1". Engines before 3.180 record none. */
  sourcePosition: z.string().default(""),
  /** The calls that led there, the innermost first. */
  stackTrace: z.array(z.object({ sourcePosition: z.string().default("") })).default([]),
});

const Export = z.object({
  version: z.int(),
  /** It has to be there: state files and much else have none. */
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
  /** What the state marks as a secret, as {@link hide} looks for it. */
  readonly secrets: () => readonly string[];
  /** Cuts what the state marks as a secret out of a text. */
  readonly hide: (text: string) => string;
  /** With the secrets opened, as far as they are not encrypted. */
  readonly inputs: Properties;
  /** What may be shown of the inputs: every secret is like a value that is not known yet. */
  readonly visible: Properties;
  /** The output `initial`, with the secrets opened, and what may be shown of it. */
  readonly initial: unknown;
  readonly visibleInitial: unknown;
  /** Where the program declares it, then the calls that led there, the innermost first. */
  readonly positions: readonly string[];
}

/** What the state of a stack holds. */
export interface Stack {
  /** When the engine wrote it. */
  readonly savedAt?: string;
  readonly resources: readonly StackResource[];
}

export interface ExportSource {
  /** A file with an export, or "-" for standard input. Default: the export of the stack, made now. */
  readonly file?: string | undefined;
  /** Default: the current one. */
  readonly stack?: string | undefined;
  /** Default: the one that the user is logged in to. */
  readonly backend?: string | undefined;
}

/** What the state of a stack holds. Secrets are opened in memory only. */
export async function readStack({ file, ...source }: ExportSource): Promise<Stack> {
  const content = file === undefined ? await exported(source) : await contentOf(file, `--file ${file}`);
  return stackIn(content, file === undefined ? "What pulumi stack export printed" : `--file ${file}`);
}

function stackIn(content: string, source: string): Stack {
  const parsed = Export.safeParse(jsonOrNothing(content));
  if (!parsed.success) {
    throw new CommandError(
      `${source} is not the export of a stack: make it with "pulumi stack export --show-secrets".`,
    );
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
  return {
    urn,
    type,
    provider,
    secrets: () => secretTextsIn({ inputs, outputs }),
    hide: hiding({ inputs, outputs }),
    inputs: Properties.parse(opened(inputs)),
    visible: Properties.parse(concealed(inputs, outputs)),
    initial: opened(outputs["initial"]),
    visibleInitial: concealed(outputs["initial"], undefined),
    positions: [sourcePosition, ...stackTrace.map((call) => call.sourcePosition)],
  };
}

/** With secrets in clear: they are compared here, and never leave this process. */
function exported({ stack, backend }: ExportSource): Promise<string> {
  const selected = stack === undefined ? [] : [`--stack=${stack}`];
  return pulumi(["stack", "export", "--show-secrets", ...selected], {
    backend,
    without: "Without it, give an export with --file.",
  });
}
