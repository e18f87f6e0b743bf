import type { ResourceProvider } from "@pulumi/pulumi/dynamic";
import type { PluginProvider } from "../../plugin/provider.js";
import { type MarkedProps, removeMarks } from "../../plugin/secret-and-unknown-marks.js";
import type { Kind } from "./settings.js";

/** The resource that the engine's request is about. */
export interface Asked {
  readonly kind: Kind;
  readonly name: string;
}

/** Adapts the plugin to the interface of a dynamic provider's handler, since the engine uses both in the same way. */
export class PluginHandler implements Required<ResourceProvider<object, object>> {
  private readonly urn: string;

  constructor(
    private readonly plugin: PluginProvider,
    { kind, name }: Asked,
  ) {
    this.urn = `urn:pulumi:dev::histories::risk-posture:index:${kind}::${name}`;
  }

  async configure(): Promise<void> {}

  async check(olds: object, news: object) {
    const { inputs, failures } = await this.plugin.check(this.urn, bare(olds), bare(news));
    return { inputs: removeMarks(inputs).props, failures: [...failures] };
  }

  /** The engine of the histories itself determines which inputs differ. */
  async diff(id: string, olds: object, news: object) {
    const declared = bare(news);
    const { isChanged, replaces } = await this.plugin.diff(this.urn, id, bare(olds), declared, declared);
    return { changes: isChanged === true, replaces: [...replaces] };
  }

  async create(news: object) {
    const { id, outputs } = await recorded(news, () => this.plugin.create(this.urn, bare(news), false));
    return { id, outs: removeMarks(outputs).props };
  }

  async update(id: string, olds: object, news: object) {
    const outputs = await recorded(news, () =>
      this.plugin.update(this.urn, id, bare(olds), bare(news), false),
    );
    return { outs: removeMarks(outputs).props };
  }

  async read(id: string, outputs: object = {}) {
    const read = await this.plugin.read(this.urn, id, bare(outputs), {});
    return read.id === undefined
      ? {}
      : { id: read.id, props: removeMarks(read.outputs).props, inputs: removeMarks(read.inputs).props };
  }

  delete(id: string, outputs: object): Promise<void> {
    return this.plugin.delete(this.urn, id, bare(outputs));
  }
}

/** Removes the properties that only dynamic providers have. */
function bare(props: object): MarkedProps {
  const { __provider, __program, ...rest } = { __provider: undefined, __program: undefined, ...props };
  return rest;
}

/** Reports a half-done operation in the form of a dynamic provider's error. */
async function recorded<T>(props: object, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { id, outputs } = Object(error);
    if (id === undefined || !(error instanceof Error || "message" in Object(error))) {
      throw error;
    }
    const provider = "__provider" in props ? { __provider: props.__provider } : {};
    throw Object.assign(new Error(Object(error).message), {
      id,
      properties: { ...removeMarks(outputs).props, ...provider },
    });
  }
}
