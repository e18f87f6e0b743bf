import type {
  CheckResult,
  ConfigureRequest,
  CreateResult,
  DiffResult,
  ReadResult,
  ResourceProvider,
  UpdateResult,
} from "@pulumi/pulumi/dynamic";
import { PartialFailure } from "../engine/partial-failure.js";
import { check } from "./check.js";
import { giveBackAll } from "./delete.js";
import { diff } from "./diff.js";
import type { Layout, Records } from "./inputs-and-state/layout.js";
import { outputsFor } from "./inputs-and-state/secret-initial.js";
import { setLayout } from "./inputs-and-state/set-layout.js";
import { singleLayout } from "./inputs-and-state/single-layout.js";
import type { SettingsKind } from "./kind.js";
import { failureOf } from "./messages/set-failures.js";
import { type Resource, type Session, Sessions } from "./provider-session.js";
import { read } from "./read.js";
import type { Settings } from "./settings.js";
import { applyToAllPlaces } from "./write/apply-to-all-places.js";

/**
 * The dynamic provider of settings documents: it answers the engine. {@link SettingsKind} holds what is specific to a kind, {@link Layout}
 * the layout of a resource. Decisions are pure functions, and only the client sends requests.
 */
export class SettingsProvider<S extends Settings> implements ResourceProvider<object, object> {
  private current: Session<S> | undefined;

  constructor(
    private readonly kind: SettingsKind<S>,
    private readonly layout: Layout<S>,
    private readonly sessions: Sessions<S>,
  ) {}

  /** Stores the configuration before its first `await`: a second resource may arrive while this one is being awaited. */
  async configure({ config }: ConfigureRequest): Promise<void> {
    this.current = this.sessions.join(this, config);
  }

  async check(olds: object, news: object): Promise<CheckResult<object>> {
    return check(this.resource, olds, news);
  }

  async diff(_id: string, olds: object, news: object): Promise<DiffResult> {
    return diff(this.resource, olds, news);
  }

  /** Adopts: the settings always exist. */
  async create(news: object): Promise<CreateResult<object>> {
    const declared = this.layout.decode(news);
    return {
      id: this.layout.resourceId(declared),
      outs: await this.apply({ places: new Map() }, declared, news),
    };
  }

  async update(_id: string, olds: object, news: object): Promise<UpdateResult<object>> {
    return { outs: await this.apply(this.layout.decode(olds), this.layout.decode(news), news) };
  }

  async read(id: string, props: object = {}): Promise<ReadResult<object>> {
    return read(this.resource, id, props);
  }

  async delete(_id: string, props: object): Promise<void> {
    await giveBackAll(this.resource, props);
  }

  private async apply(recorded: Records<S>, declared: Records<S>, props: object): Promise<object> {
    const { layout, resource } = this;
    const outcome = await applyToAllPlaces(resource, recorded, declared);
    const error = failureOf(resource, outcome, "apply");
    if (error === undefined) {
      return outputsFor(props, layout, outcome.records);
    }
    if (!outcome.isRecorded) {
      throw error;
    }
    for (const place of outcome.records.places.values()) {
      resource.session.claims.handOver.keepFailed(place);
    }
    throw new PartialFailure(
      layout.resourceId(declared),
      layout.outputs({ ...outcome.records, halfDone: true }),
      props,
      error,
    );
  }

  private get resource(): Resource<S> {
    if (this.current === undefined) {
      throw new Error("The engine called the provider before configure.");
    }
    return { kind: this.kind, layout: this.layout, session: this.current };
  }
}

/** The two providers of a kind: for single resources and for sets. */
export function providersOf<S extends Settings>(kind: SettingsKind<S>) {
  const sessions = new Sessions(kind);
  return {
    single: new SettingsProvider(kind, singleLayout(kind), sessions),
    set: new SettingsProvider(kind, setLayout(kind), sessions),
  };
}
