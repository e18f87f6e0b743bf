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
import { CredentialsError, EntitlementError, InvalidValueError, NotFoundError } from "../errors.js";
import { adopt, adoptedUnits, declaredNames } from "./adoption.js";
import { describeUnits } from "./describe.js";
import { type Feature, NOTHING } from "./feature.js";
import { foretellGiveBack, notKnownYet } from "./foretell.js";
import { Run } from "./run.js";
import { type Operation, outputs, settle } from "./settle.js";
import { hasUnits, omit, pick, sameUnits, type Units, unitNames } from "./units.js";

/**
 * The dynamic provider of a settings document: it answers the engine and orders the steps. What a feature has of its own is in
 * {@link Feature}, what decides is pure ({@link plan}), what talks is the client.
 */
export class SettingsProvider<S extends Units> implements ResourceProvider<object, object> {
  private current: Run<S> | undefined;

  constructor(private readonly feature: Feature<S>) {}

  /** Stores the configuration before its first `await`: a second resource may arrive while this one is being awaited. */
  async configure({ config }: ConfigureRequest): Promise<void> {
    this.current = new Run(config, this.feature.observe);
  }

  async check(olds: object, news: object): Promise<CheckResult<object>> {
    const { feature, run } = this;
    const checked = feature.check(news);
    if (checked.failures.length > 0) {
      return checked;
    }
    const before = feature.draft(olds);
    const draft = feature.draft(checked.inputs);
    const unknown = notKnownYet(feature, draft);
    if (unknown !== undefined) {
      run.report.foretell(`${feature.type}: ${unknown}`);
    }
    const { id } = draft;
    if (id === undefined) {
      return checked;
    }
    if (draft.complete && declaredNames(draft).length === 0) {
      // No failure: a program may compute what it manages.
      run.report.foretell(`${feature.type} ${id}: manages nothing: the program declares no setting`);
    }
    run.claims.claim(id, declaredNames(draft));
    if (before.id === id) {
      run.claims.manage(id, declaredNames(before));
    }
    const units = adoptedUnits(before, draft);
    return {
      ...checked,
      failures: units.length === 0 ? [] : await adopt({ feature, run, id, draft, units }),
    };
  }

  /** Leaves `changes` undefined: then the engine compares the inputs itself, property by property. */
  async diff(id: string, olds: object, news: object): Promise<DiffResult> {
    const { feature, run } = this;
    const recorded = feature.decode(olds);
    const draft = feature.draft(news);
    const replaced = draft.id !== recorded.id;
    const removed = replaced ? recorded.units : omit<S>(recorded.units, declaredNames(draft));
    if (hasUnits<S>(removed) && draft.id !== undefined && draft.complete) {
      // A resource further down may declare what this one gives up: it takes it over, with what was there before.
      run.claims.handOver(id, pick<S>(recorded.initial, unitNames<S>(removed)));
      const after = replaced ? { ...recorded, units: {} } : draft;
      run.report.foretellAtTheEnd(() => {
        const left = run.claims.unclaimed(id, removed);
        return foretellGiveBack(feature, recorded, left, after).map(
          (line) => `${feature.type} ${id}: ${line}`,
        );
      });
    }
    return { replaces: replaced ? [feature.idProperty] : [] };
  }

  /** Adopts: the settings always exist. */
  async create(news: object): Promise<CreateResult<object>> {
    const declared = this.feature.decode(news);
    const { id } = declared;
    return { id, outs: await settle(this.operation(id), { id, ...NOTHING }, declared, news) };
  }

  async update(id: string, olds: object, news: object): Promise<UpdateResult<object>> {
    const recorded = this.feature.decode(olds);
    const declared = this.feature.decode(news);
    if (!recorded.unconfirmed && sameUnits<S>(recorded.units, declared.units)) {
      return { outs: outputs(this.feature, { ...declared, initial: recorded.initial }) };
    }
    return { outs: await settle(this.operation(id), recorded, declared, news) };
  }

  /** Shows the live values of owned units. Only the API's own word that the account or zone is gone counts as gone. */
  async read(id: string, props: object = {}): Promise<ReadResult<object>> {
    const { feature, run } = this;
    const recorded = feature.decode(props);
    try {
      const live = await feature.observe(await run.client(), id);
      const current = { ...recorded, units: pick<S>(live, unitNames<S>(recorded.units)) };
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
      if (
        !(
          error instanceof NotFoundError ||
          error instanceof EntitlementError ||
          error instanceof InvalidValueError
        )
      ) {
        throw explainOldCredentials(error);
      }
      operation.tell(`could not be given back and is left as it is: ${error.message}`);
    }
  }

  private operation(id: string): Operation<S> {
    const { feature, run } = this;
    return { feature, run, id, tell: (line) => run.report.tell(`${feature.type} ${id}: ${line}`) };
  }

  private get run(): Run<S> {
    if (this.current === undefined) {
      throw new Error("The engine called the provider before configure.");
    }
    return this.current;
  }
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
