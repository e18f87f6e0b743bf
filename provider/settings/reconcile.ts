import { EntitlementError, InvalidValueError, VerificationError } from "../errors.js";
import type { Declared, Recorded } from "./kind.js";
import type { Look } from "./live-reads.js";
import { narrate, type Plan, plan, refuseObstacles, written } from "./plan.js";
import { protectTheRest } from "./protect.js";
import type { Operation } from "./apply.js";
import { hasUnits, pick, type Units, unitNames } from "./settings.js";
import { asError, type Outdated, type Target, WriteFailure, write } from "./write.js";

/** How often an operation decides anew because somebody else has changed the settings meanwhile. */
const MOST_ROUNDS = 5;

/** What is known while an operation is under way, and when it has failed. */
export interface Progress<S extends Units> {
  /** All units as they were before any of our PUTs may have been applied. Empty as long as nobody has looked. */
  before: Partial<S>;
}

/** From what is recorded to what is declared. */
export interface Course<S extends Units> {
  readonly own: Recorded<S>;
  readonly declared: Declared<S>;
}

/**
 * Looks, decides, and writes what differs. What is written is always decided by what was seen last. An error says whether anything may
 * have been written.
 */
export async function reconcile<S extends Units>(
  operation: Operation<S>,
  course: Course<S>,
  progress: Progress<S>,
): Promise<void> {
  const reconciliation = new Reconciliation(operation, course, progress);
  try {
    await reconciliation.run();
  } catch (error) {
    throw reconciliation.failure(error);
  }
}

class Reconciliation<S extends Units> {
  /** All that was written, or may have been. */
  private touched: Partial<S> = {};

  constructor(
    private readonly operation: Operation<S>,
    private readonly course: Course<S>,
    private readonly progress: Progress<S>,
  ) {}

  async run(): Promise<void> {
    const { run, id } = this.operation;
    const { observations, wholeDocuments } = run;
    // A whole document must not carry old values of what others own, so it needs a look of its own.
    let look = await (wholeDocuments.has(id) ? observations.lookAgain(id) : observations.look(id));
    for (let round = 1; round <= MOST_ROUNDS; round += 1) {
      this.progress.before = this.mayHaveApplied ? this.progress.before : look.live;
      const outdated = await this.apply(look);
      if (outdated === undefined) {
        return;
      }
      look = outdated.now ?? (await observations.lookAgain(id));
    }
    throw new VerificationError(`Somebody goes on changing the settings of ${id}. Run pulumi up again.`);
  }

  /** The error to throw, with what is known of what was written before it. */
  failure(error: unknown): WriteFailure {
    const { cause, mayHaveApplied, seen } =
      error instanceof WriteFailure ? error : new WriteFailure(asError(error), false);
    return new WriteFailure(cause, mayHaveApplied || this.mayHaveApplied, seen);
  }

  /** Decides, tells it to people, and writes. Answers something if that has to be done anew. */
  private async apply(look: Look<S>): Promise<Outdated<S> | undefined> {
    const { feature, run, tell } = this.operation;
    const { own, declared } = this.course;
    const planned = plan(feature, look.live, own, declared);
    refuseObstacles(planned);
    for (const line of narrate(feature, look.live, planned)) {
      tell(line);
    }
    await run.report.delivered();
    try {
      return await this.write(look, written(planned));
    } catch (error) {
      if (!hasUnits<S>(planned.back) || !isRefusedValue(error)) {
        throw error;
      }
      return await this.writeOneByOne(look, planned);
    }
  }

  /**
   * The API refuses to take back something of what is given up (the zone is no longer entitled, say). That must stop neither what is
   * declared nor the rest: it is left as it is, and told. Where nothing is declared any more it stays on record, unless the API can
   * never take it.
   */
  private async writeOneByOne(look: Look<S>, { back, changes }: Plan<S>): Promise<Outdated<S> | undefined> {
    const steps = [changes, ...unitNames<S>(back).map((unit) => pick<S>(back, [unit]))];
    const refusals: WriteFailure[] = [];
    for (const step of steps.filter((units) => hasUnits<S>(units))) {
      try {
        const outdated = await this.write(look, step);
        if (outdated !== undefined) {
          return outdated;
        }
      } catch (error) {
        if (step === changes || !isRefusedValue(error)) {
          throw error;
        }
        refusals.push(error);
        const units = unitNames<S>(step).join(", ");
        this.operation.tell(`could not be given back and is left as it is: ${units}: ${error.message}`);
      }
    }
    const final = refusals.find(({ cause }) => !(cause instanceof EntitlementError));
    if (final !== undefined && !hasUnits<S>(this.course.declared.units)) {
      throw final;
    }
    return undefined;
  }

  private async write(look: Look<S>, wanted: Partial<S>): Promise<Outdated<S> | undefined> {
    if (!hasUnits<S>(wanted) && !this.mayHaveApplied) {
      return undefined;
    }
    const { progress } = this;
    const target = await this.target();
    const touched = { ...this.touched, ...wanted };
    const result = hasUnits<S>(wanted) ? await write(target, look, wanted) : { after: look.live, look };
    if ("now" in result) {
      this.touched = result.mayHaveApplied ? touched : this.touched;
      return result;
    }
    progress.before = this.mayHaveApplied ? progress.before : result.look.live;
    this.touched = touched;
    const { after } = result;
    await protectTheRest(
      target,
      { before: { ...after, ...progress.before }, wanted: pick<S>(after, unitNames<S>(touched)), after },
      this.operation.tell,
    );
    return undefined;
  }

  private get mayHaveApplied(): boolean {
    return hasUnits<S>(this.touched);
  }

  private async target(): Promise<Target<S>> {
    const { feature, run, id } = this.operation;
    const outdate = () => run.observations.outdate(id);
    return { feature, client: await run.client(), id, wholeDocuments: run.wholeDocuments, outdate };
  }
}

/** Nothing was written, because of what it was. */
function isRefusedValue(error: unknown): error is WriteFailure {
  return (
    error instanceof WriteFailure &&
    !error.mayHaveApplied &&
    (error.cause instanceof EntitlementError || error.cause instanceof InvalidValueError)
  );
}
