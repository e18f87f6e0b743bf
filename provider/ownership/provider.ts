import type {
  CheckResult,
  ConfigureRequest,
  CreateResult,
  DiffResult,
  ReadResult,
  ResourceProvider,
  UpdateResult,
} from "@pulumi/pulumi/dynamic";
import { KeyedLock } from "../engine/lock.js";
import { PartialFailure } from "../engine/partial-failure.js";
import { plain } from "../engine/plain.js";
import { tell } from "../engine/tell.js";
import { CredentialsError, EntitlementError, InvalidValueError, NotFoundError } from "../errors.js";
import { describeUnits } from "./describe.js";
import { type Declared, type Feature, NOTHING, type Recorded } from "./feature.js";
import { remember } from "./initial.js";
import { narrate, plan, refuseObstacles, written } from "./plan.js";
import { Run } from "./run.js";
import { hasUnits, pick, sameUnits, type Units, unitNames } from "./units.js";
import { type Target, WriteFailure, write } from "./write.js";

/**
 * The dynamic provider of a settings document: it orders the steps. What a feature has of its own is in {@link Feature}, what decides
 * is pure ({@link plan}), what talks is the client.
 */
export class SettingsProvider<S extends Units> implements ResourceProvider<object, object> {
  private run: Run | undefined;
  /** A document is one per account or zone: observe, write and verify of one id must not overlap. */
  private readonly lock = new KeyedLock();

  constructor(private readonly feature: Feature<S>) {}

  /** Stores the configuration before its first `await`: a second resource may arrive while this one is being awaited. */
  async configure({ config }: ConfigureRequest): Promise<void> {
    this.run = new Run(config);
  }

  async check(_olds: object, news: object): Promise<CheckResult<object>> {
    return this.feature.check(news);
  }

  /** Leaves `changes` undefined: then the engine compares the inputs itself, property by property. */
  async diff(_id: string, olds: object, news: object): Promise<DiffResult> {
    const { idProperty } = this.feature;
    return { replaces: property(olds, idProperty) === property(news, idProperty) ? [] : [idProperty] };
  }

  /** Adopts: the settings always exist. */
  async create(news: object): Promise<CreateResult<object>> {
    const declared = this.feature.decode(news);
    return {
      id: declared.id,
      outs: await this.settle(declared.id, { ...declared, ...NOTHING }, declared, news),
    };
  }

  async update(id: string, olds: object, news: object): Promise<UpdateResult<object>> {
    const recorded = this.feature.decode(olds);
    const declared = this.feature.decode(news);
    if (!recorded.unconfirmed && sameUnits<S>(recorded.units, declared.units)) {
      return { outs: this.outputs({ ...declared, initial: recorded.initial }) };
    }
    return { outs: await this.settle(id, recorded, declared, news) };
  }

  async read(id: string, props: object = {}): Promise<ReadResult<object>> {
    const recorded = this.feature.decode(props);
    const target = this.target(id);
    try {
      const live = await this.feature.observe(target.client, id);
      const current = { ...recorded, units: pick<S>(live, unitNames<S>(recorded.units)) };
      return { id, props: this.outputs(current), inputs: plain(this.feature.encode(current)) };
    } catch (error) {
      if (!(error instanceof NotFoundError)) {
        throw explainOldCredentials(error);
      }
      target.tell(`is gone. Before it was managed: ${describeUnits(this.feature, recorded.initial)}`);
      return {};
    }
  }

  /** Gives back, and never fails over an account or zone that is gone or cannot take it any more. */
  async delete(id: string, props: object): Promise<void> {
    const recorded = this.feature.decode(props);
    if (recorded.onDestroy === "retain" || !hasUnits<S>(recorded.units)) {
      return;
    }
    try {
      await this.settle(id, recorded, { ...recorded, units: {} }, props);
    } catch (failure) {
      const error = failure instanceof PartialFailure ? failure.cause : failure;
      if (
        error instanceof NotFoundError ||
        error instanceof EntitlementError ||
        error instanceof InvalidValueError
      ) {
        this.target(id).tell(`could not be given back and is left as it is: ${error.message}`);
        return;
      }
      throw explainOldCredentials(error);
    }
  }

  /** Leads from what is recorded to what is declared, and answers the new outputs. */
  private settle(id: string, recorded: Recorded<S>, declared: Declared<S>, props: object): Promise<object> {
    return this.lock.run(id, async () => {
      const target = this.target(id);
      const live = await this.feature.observe(target.client, id);
      const planned = plan(this.feature, live, recorded, declared);
      refuseObstacles(planned);
      for (const line of narrate(this.feature, live, planned)) {
        target.tell(line);
      }
      const wanted = written(planned);
      if (hasUnits<S>(wanted)) {
        await write(target, live, wanted).catch((error: unknown) => {
          throw this.half(id, error, live, recorded, declared, props);
        });
      }
      return this.outputs({ ...declared, initial: remember<S>(recorded.initial, live, declared.units) });
    });
  }

  /**
   * The error of a write that failed. If anything may have been written, the state must know of the resource, with `initial`, and the
   * next `up` must look: units that are being given up stay recorded until that is proved.
   */
  private half(
    id: string,
    error: unknown,
    live: S,
    recorded: Recorded<S>,
    declared: Declared<S>,
    props: object,
  ) {
    if (!(error instanceof WriteFailure) || !error.mayHaveApplied) {
      return error instanceof WriteFailure ? error.cause : error;
    }
    const units = { ...recorded.units, ...declared.units };
    const outputs = this.outputs({ ...declared, units, initial: remember<S>(recorded.initial, live, units) });
    const provider = property(props, "__provider");
    return new PartialFailure(id, { ...outputs, unconfirmed: true, __provider: provider }, error.cause);
  }

  private outputs(recorded: Omit<Recorded<S>, "unconfirmed">): object {
    return plain({ ...this.feature.encode(recorded), initial: this.feature.encodeInitial(recorded.initial) });
  }

  private target(id: string): Target<S> {
    if (this.run === undefined) {
      throw new Error("The engine called the provider before configure.");
    }
    const { feature, run } = this;
    return {
      feature,
      id,
      client: run.client(),
      wholeDocuments: run.wholeDocuments,
      tell: (line) => tell(`${feature.type} ${id}: ${line}`),
    };
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

function property(props: object, name: string): unknown {
  return Object.entries(props).find(([key]) => key === name)?.[1];
}
