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
import { plain } from "../engine/plain.js";
import { CredentialsError, EntitlementError, NotFoundError } from "../errors.js";
import { adopt, adoptedUnits, declaredNames } from "./adoption.js";
import { failure } from "./validation.js";
import { describeUnits } from "./describe.js";
import { type Draft, type Feature, NOTHING, type Recorded } from "./kind.js";
import { foretellGiveBack, foretellMove, notKnownYet } from "./preview.js";
import { remember } from "./initial.js";
import { nameIn, openContext, type ProgramContext } from "./program-context.js";
import { Run } from "./session.js";
import { type Operation, outputs, settle } from "./apply.js";
import { hasUnits, omit, pick, sameUnits, type Units, unitNames } from "./settings.js";

/**
 * The dynamic provider of a settings document: it answers the engine and orders the steps. What a feature has of its own is in
 * {@link Feature}, what decides is pure ({@link plan}), what talks is the client.
 */
export class SettingsProvider<S extends Units> implements ResourceProvider<object, object> {
  private current: Run<S> | undefined;

  constructor(private readonly feature: Feature<S>) {}

  /** Stores the configuration before its first `await`: a second resource may arrive while this one is being awaited. */
  async configure({ config }: ConfigureRequest): Promise<void> {
    this.current = new Run(config, this.feature.type, this.feature.observe);
  }

  async check(olds: object, news: object): Promise<CheckResult<object>> {
    const { feature, run } = this;
    const { context, inputs } = openContext(news);
    const checked = feature.check(inputs);
    if (checked.failures.length > 0) {
      return checked;
    }
    const before = feature.draft(olds);
    const draft = feature.draft(checked.inputs);
    const { id } = draft;
    const unknown = notKnownYet(feature, draft);
    if (unknown !== undefined) {
      run.report.preview({ type: feature.type, id, urn: context.urn }, unknown);
    }
    if (id === undefined) {
      return checked;
    }
    const declared = declaredNames(draft);
    const conflicts = run.claims.declare(id, {
      ...context,
      declared,
      removed: before.id === id ? declaredNames(before).filter((unit) => !declared.includes(unit)) : [],
    });
    const subject = { type: feature.type, id, urn: context.urn };
    if (draft.complete && declared.length === 0) {
      // No failure: a program may compute what it manages.
      run.report.preview(subject, "manages nothing: the program declares no setting");
    }
    const units = adoptedUnits(before, draft);
    const adoption = { feature, run, id, adopted: { draft, units }, context, isNew: before.id !== id };
    if (units.length > 0 && context.siblings > 1) {
      this.warnOfUnseen(id, context, units);
    }
    return {
      ...checked,
      failures: [
        ...conflicts.map(({ unit, urn }) =>
          failure(feature.path(unit), `is managed by ${nameIn(urn)} too: declare it in one of them only`),
        ),
        ...(units.length === 0 ? [] : await adopt(adoption)),
      ],
    };
  }

  /** Leaves `changes` undefined: then the engine compares the inputs itself, property by property. */
  async diff(id: string, olds: object, news: object): Promise<DiffResult> {
    const { feature, run } = this;
    const recorded = feature.decode(olds);
    const draft = feature.draft(news);
    const replaced = draft.id !== recorded.id;
    // Whoever comes to manage one of these settings takes over what is remembered: another resource, or a replacement of this one.
    run.claims.offer(id, recorded.initial);
    const removed = replaced ? recorded.units : omit<S>(recorded.units, declaredNames(draft));
    if (hasUnits<S>(removed) && draft.id !== undefined && draft.complete) {
      const urn = run.claims.urnOf(id, omit<S>(recorded.units, unitNames<S>(removed)));
      run.report.previewAtTheEnd(() => this.previewRemoval({ id, recorded, removed, draft, replaced, urn }));
    }
    const replaces = replaced ? [feature.idProperty] : [];
    // The engine forgets at a refresh that an operation was left half done.
    return recorded.unconfirmed ? { replaces, changes: true } : { replaces };
  }

  /** Adopts: the settings always exist. */
  async create(news: object): Promise<CreateResult<object>> {
    const declared = this.feature.decode(news);
    const { id } = declared;
    return { id, outs: await settle(this.operation(id, declared.units), { id, ...NOTHING }, declared, news) };
  }

  async update(id: string, olds: object, news: object): Promise<UpdateResult<object>> {
    const recorded = this.feature.decode(olds);
    const declared = this.feature.decode(news);
    const isComplete = unitNames<S>(declared.units).every((unit) => Object.hasOwn(recorded.initial, unit));
    if (isComplete && !recorded.unconfirmed && sameUnits<S>(recorded.units, declared.units)) {
      return { outs: outputs(this.feature, { ...declared, initial: recorded.initial }) };
    }
    return { outs: await settle(this.operation(id, declared.units), recorded, declared, news) };
  }

  /** Shows the live values of owned units. Only the API's own word that the account or zone is gone counts as gone. */
  async read(id: string, props: object = {}): Promise<ReadResult<object>> {
    const { feature, run } = this;
    const recorded = feature.decode(props);
    try {
      const live = await feature.observe(await run.client(), id);
      const units = pick<S>(live, unitNames<S>(recorded.units));
      // What is not on record was never written: an operation that writes records it first.
      const current = { ...recorded, units, initial: remember<S>(recorded.initial, live, recorded.units) };
      return { id, props: outputs(feature, current), inputs: plain(feature.encode(current)) };
    } catch (error) {
      if (!(error instanceof NotFoundError)) {
        throw explainOldCredentials(error);
      }
      this.operation(id).tell(
        `is gone. Before it was first managed: ${describeUnits(feature, recorded.initial)}`,
      );
      return {};
    }
  }

  /** Gives back, and never fails over an account or zone that is gone or cannot take it any more. */
  async delete(id: string, props: object): Promise<void> {
    const recorded = this.feature.decode(props);
    const operation = this.operation(id);
    try {
      await settle(operation, recorded, { ...recorded, units: {} }, props);
    } catch (failure) {
      const error = failure instanceof PartialFailure ? failure.cause : failure;
      if (!(error instanceof NotFoundError || error instanceof EntitlementError)) {
        throw explainOldCredentials(error);
      }
      operation.tell(`could not be given back and is left as it is: ${error.message}`);
    }
  }

  /** What leaves the program: given back, or left to a resource that declares it. Known when the whole program has been seen. */
  private previewRemoval({ id, recorded, removed, draft, replaced, urn }: Removal<S>): void {
    const { feature, run } = this;
    const unclaimed = run.claims.unclaimed(id, removed);
    const moved = run.claims.unreleased(id, run.claims.successors(id, removed));
    const outOfReach = unitNames<S>(run.claims.declaredElsewhereOnly(id, moved));
    const after = replaced ? { ...recorded, units: {} } : draft;
    for (const line of foretellGiveBack(feature, recorded, unclaimed, after)) {
      run.report.preview({ type: feature.type, id, urn }, line);
    }
    for (const line of foretellMove(unitNames<S>(moved), outOfReach)) {
      run.report.preview({ type: feature.type, id, urn }, line, outOfReach.length > 0 ? "warning" : "info");
    }
  }

  /** With `--target`, a resource that is not targeted is never checked, and cannot hand over what it remembers. */
  private warnOfUnseen(id: string, { urn }: ProgramContext, units: readonly string[]): void {
    const { feature, run } = this;
    run.report.previewAtTheEnd(() => {
      if (run.claims.hasUnseenSiblings(id)) {
        run.report.preview(
          { type: feature.type, id, urn },
          `comes to manage ${units.join(", ")}, but not all resources of the program on this ${feature.place} are looked at (--target). ` +
            "If one of these managed it until now, target that one too: else what was there before stays with it",
          "warning",
        );
      }
    });
  }

  /** @param declared What the resource declares; its name in the program is known by that. */
  private operation(id: string, declared: Partial<S> = {}): Operation<S> {
    const { feature, run } = this;
    const subject = { type: feature.type, id, urn: run.claims.urnOf(id, declared) };
    return { feature, run, id, tell: (line) => run.report.tell(subject, line) };
  }

  private get run(): Run<S> {
    if (this.current === undefined) {
      throw new Error("The engine called the provider before configure.");
    }
    return this.current;
  }
}

interface Removal<S extends Units> {
  readonly id: string;
  readonly recorded: Recorded<S>;
  readonly removed: Partial<S>;
  readonly draft: Draft<S>;
  readonly replaced: boolean;
  readonly urn: string | undefined;
}

/** Refresh and destroy get the configuration of the last `up` from the engine: a new token does not reach them by itself. */
function explainOldCredentials(error: unknown): unknown {
  return error instanceof CredentialsError
    ? new CredentialsError(
        `${error.message} Refresh and destroy use the configuration of the last "pulumi up": after a change of credentials add --run-program.`,
        { cause: error },
      )
    : error;
}
