import assert from "node:assert/strict";
import type { ResourceProvider } from "@pulumi/pulumi/dynamic";
import { PartialFailure } from "../../provider/engine/partial-failure.js";
import { RateLimitError } from "../../provider/errors.js";
import {
  behaviors,
  behaviorsSet,
  type Document,
  fraud,
  fraudSet,
  live,
  type State,
  setLive,
} from "./documents.js";
import { request, write } from "./expected-outcomes.js";
import type { Attempt, Operation, Place } from "./operation.js";

type Step = "create" | "update" | "delete";
type Provider = ResourceProvider<object, object>;

/** From which state of the document to which a step leads. */
const transition: Readonly<Record<Step, readonly [State, State]>> = {
  create: ["found", "created"],
  update: ["created", "updated"],
  delete: ["created", "found"],
};

/** A provider as the engine has it in one run. */
export function configured(provider: Provider, settings: Readonly<Record<string, string>>): Provider {
  const get = (key: string) => settings[key];
  // Not awaited: the engine does not wait for it before the first call either.
  void provider.configure?.({ config: { get, require: (key) => get(key) ?? assert.fail(`no ${key}`) } });
  return provider;
}

class Steps implements Attempt {
  private before: object = {};

  constructor(
    private readonly document: Document,
    private readonly step: Step,
    private readonly place: Place,
  ) {}

  async begin(): Promise<this> {
    const { document, place, step } = this;
    await allFound(document, place);
    if (step !== "create") {
      this.before = await this.take("create", "created", place.upstream.cloudflare.url, {});
    }
    return this;
  }

  async run(url: string): Promise<void> {
    await this.check(await this.take(this.step, this.declared, url, this.before));
  }

  async afterwards(failure: unknown, applied: readonly unknown[]): Promise<void> {
    const { document, place, step } = this;
    const [from, to] = transition[step];
    const others = document.places(place).filter((id) => id !== place.id);
    await assertLive(document, place, [place.id], applied.length > 0 ? to : from);
    await assertLive(document, place, others, to);
    for (const body of applied) {
      assert.deepEqual(body, applied[0], "two PUTs with different effects");
    }
    // A resource whose deletion has failed stays in the state as it is.
    const written = [...(applied.length > 0 ? [place.id] : []), ...others];
    if (failure === undefined || written.length === 0 || step === "delete") {
      return;
    }
    assert.ok(failure instanceof PartialFailure, "the state does not hear of a PUT that was applied");
    for (const id of written) {
      assert.deepEqual(document.recordedInitial(failure.outputs, id), document.initial);
    }
  }

  async next(url: string, failure: unknown): Promise<void> {
    const { before, step } = this;
    if (failure === undefined) {
      return;
    }
    const recorded = failure instanceof PartialFailure ? failure.outputs : before;
    // The engine updates a resource whose creation is half done.
    const next = step === "create" && failure instanceof PartialFailure ? "update" : step;
    await this.check(await this.take(next, this.declared, url, recorded));
  }

  private async check(outputs: object): Promise<void> {
    const { document, place, step } = this;
    const to = transition[step][1];
    await assertLive(document, place, document.places(place), to);
    if (to !== "found") {
      assert.deepEqual(outputs, { ...document.inputs(place, to), initial: document.initialOf(place) });
    }
  }

  private get declared(): "created" | "updated" {
    return this.step === "update" ? "updated" : "created";
  }

  /** Answers what the engine would record: nothing after a delete. */
  private async take(step: Step, to: "created" | "updated", url: string, outputs: object): Promise<object> {
    const { document, place } = this;
    const id = document.resourceId(place);
    const provider = provide(document, url, place.upstream.cloudflare.token);
    const inputs = document.inputs(place, to);
    if (step === "create") {
      return (await provider.create(inputs)).outs ?? {};
    }
    if (step === "update") {
      return (await provider.update?.(id, outputs, inputs))?.outs ?? {};
    }
    await provider.delete?.(id, outputs);
    return {};
  }
}

async function allFound(document: Document, place: Place): Promise<void> {
  for (const id of document.places(place)) {
    await setLive(place.upstream, document, id);
  }
}

async function assertLive(
  document: Document,
  { upstream }: Place,
  ids: readonly string[],
  state: State,
): Promise<void> {
  for (const id of ids) {
    assert.deepEqual(await live(upstream, document, id), document.wire[state]);
  }
}

function provide(document: Document, url: string, token: string): Provider {
  return configured(document.provider(), { "cloudflare:baseUrl": url, "cloudflare:apiToken": token });
}

function steps(document: Document, step: Step, method: "GET" | "PUT"): Operation {
  return {
    api: "cloudflare",
    title: `${document.type}: ${step}'s ${method}`,
    method,
    ids: document.ids,
    path: document.path,
    modes: method === "GET" ? ["once", "until the deadline"] : ["once", "until the deadline", "from then on"],
    expected: (row, mode) => (method === "GET" ? request(row, method, mode) : write(row, mode)),
    begin: (place) => new Steps(document, step, place).begin(),
  };
}

/** An operation that only reads, and can simply be run again. */
function reads(
  document: Document,
  title: string,
  run: (url: string, place: Place) => Promise<void>,
): Operation {
  return {
    api: "cloudflare",
    title: `${document.type}: ${title}`,
    method: "GET",
    ids: document.ids,
    path: document.path,
    modes: ["once", "until the deadline"],
    expected: (row, mode) => request(row, "GET", mode),
    begin: async (place) => {
      await allFound(document, place);
      return {
        run: (url) => run(url, place),
        afterwards: () => assertLive(document, place, document.places(place), "found"),
        next: (url) => run(url, place),
      };
    },
  };
}

/** A refresh shows what is there, and that it is there. */
function read(document: Document): Operation {
  return reads(document, "read's GET", async (url, place) => {
    const provider = provide(document, url, place.upstream.cloudflare.token);
    const [id, initial] = [document.resourceId(place), document.initialOf(place)];
    const read = await provider.read?.(id, { ...document.inputs(place, "created"), initial });
    const inputs = document.inputs(place, "found");
    assert.deepEqual(read, { id, inputs, props: { ...inputs, initial } });
  });
}

function lookup(document: Document): Operation {
  return reads(document, "the lookup's GET", async (_url, { id }) => {
    assert.deepEqual(await document.lookup(id), document.lookedUp);
  });
}

/**
 * A preview goes on whatever happens to its look. It finds a name that is mistyped if it can see the names that there are: only
 * behaviors have such names.
 */
function check(document: Document): Operation {
  const preview = async (url: string, { id, upstream }: Place) => {
    const provider = provide(document, url, upstream.cloudflare.token);
    const news = { accountId: id, behaviors: { imp_travl: { enabled: true, riskLevel: "high" } } };
    const { inputs, failures = [] } = (await provider.check?.({}, news)) ?? {};
    assert.deepEqual(inputs, news);
    for (const { reason } of failures) {
      assert.match(reason, /did you mean imp_travel/);
    }
    return failures.length;
  };
  return {
    ...reads(document, "check's GET", async () => {}),
    expected: () => undefined,
    begin: async (place, row, mode) => ({
      run: async (url) => {
        const found = await preview(url, place);
        const isSeen = request(row, "GET", mode) === undefined;
        // It does not wait for a rate limit for ever.
        if (row.error !== RateLimitError || !isSeen) {
          assert.equal(found, isSeen ? 1 : 0);
        }
      },
      afterwards: async () => {},
      next: async (url) => assert.equal(await preview(url, place), 1),
    }),
  };
}

export const settingsOperations: readonly Operation[] = [
  ...[behaviors, fraud, behaviorsSet, fraudSet].flatMap((document) => [
    ...(["create", "update", "delete"] as const).flatMap((step) => [
      steps(document, step, "GET"),
      steps(document, step, "PUT"),
    ]),
    read(document),
  ]),
  lookup(behaviors),
  lookup(fraud),
  check(behaviors),
];
