import { asError, EntitlementError, VerificationError } from "../../errors.js";
import { calledOff, list, NOT_GIVEN_BACK } from "../lines/wording.js";
import type { Look } from "../live-reads.js";
import {
  differing,
  hasSettings,
  omit,
  pick,
  type Settings,
  sameSettings,
  settingNames,
} from "../settings.js";
import type { Course } from "./course.js";
import type { Outdated } from "./look-before-put.js";
import type { Operation, Progress } from "./operation.js";
import { joined, narrate, type Plan, plan, refuseViolations, written } from "./plan.js";
import { protectTheRest, tellTheRest } from "./protect.js";
import type { Target } from "./target.js";
import { isRefusedValue, WriteFailure, write } from "./write.js";

/** How often an operation decides anew because somebody else has changed the settings meanwhile. */
const MOST_ROUNDS = 5;

/**
 * Looks, decides, and writes what differs. What is written is always decided by what was seen last. An error says whether anything may
 * have been written.
 */
export async function reconcile<S extends Settings>(
  operation: Operation<S>,
  course: Pick<Course<S>, "recorded" | "declared">,
  progress: Progress<S>,
): Promise<void> {
  const reconciliation = new Reconciliation(operation, course, progress);
  try {
    await reconciliation.untilDone();
  } catch (error) {
    throw reconciliation.failure(error);
  }
}

class Reconciliation<S extends Settings> {
  /** All that was written, or may have been. */
  private touched: Partial<S> = {};
  /** Whether nobody has seen yet what a write, or one that may have taken place, has done to the rest. */
  private isRestUnseen = false;
  /** Whether the rest is sent too, from the beginning. */
  private readonly isWhole: boolean;

  constructor(
    private readonly operation: Operation<S>,
    private readonly course: Pick<Course<S>, "recorded" | "declared">,
    private readonly progress: Progress<S>,
  ) {
    this.isWhole = operation.session.wholeDocuments.has(operation.id);
  }

  async untilDone(): Promise<void> {
    const { session, id } = this.operation;
    const { liveReads } = session;
    // A whole document must not carry old values of what others own, so it needs a look of its own.
    let look = await (this.isWhole ? liveReads.lookAgain(id) : liveReads.look(id));
    for (let round = 1; round <= MOST_ROUNDS; round += 1) {
      this.progress.before = this.mayHaveApplied ? this.beforeAgain(look.live) : look.live;
      const outdated = await this.apply(look);
      if (outdated === undefined) {
        return;
      }
      look = outdated.now ?? (await liveReads.lookAgain(id));
    }
    throw new VerificationError(calledOff(id, MOST_ROUNDS));
  }

  /** The error to throw, with what is known of what was written before it. */
  failure(error: unknown): WriteFailure {
    const { cause, mayHaveApplied, seen } =
      error instanceof WriteFailure ? error : new WriteFailure(asError(error), false);
    if (!this.isWhole && (mayHaveApplied || this.isRestUnseen)) {
      const { recorded, declared } = this.course;
      const onRecord = settingNames({ ...recorded.settings, ...declared.settings });
      tellTheRest(this.operation, omit(this.progress.before, onRecord), seen);
    }
    return new WriteFailure(cause, mayHaveApplied || this.mayHaveApplied, seen);
  }

  /** Decides, tells it to people, and writes. Answers something if that has to be done anew. */
  private async apply(look: Look<S>): Promise<Outdated<S> | undefined> {
    const { kind, log, delivered, makeRoom } = this.operation;
    const { recorded, declared } = this.course;
    const planned = plan(kind, look.live, recorded, declared);
    refuseViolations(planned);
    makeRoom(look.live);
    for (const line of narrate(kind, look.live, planned, recorded.initial)) {
      log(line);
    }
    await delivered();
    try {
      return await this.write(look, written(planned));
    } catch (error) {
      if (!hasSettings(planned.back) || !isRefusedValue(error)) {
        throw error;
      }
      const { session, id } = this.operation;
      const now = await session.liveReads.lookAgain(id);
      // Somebody may have made it impossible meanwhile.
      return sameSettings(now.live, look.live)
        ? await this.writeOneByOne(now, planned)
        : { now, mayHaveApplied: false };
    }
  }

  /**
   * The API refuses to take back something of what is given up (the zone is no longer entitled, say). That must stop neither what is
   * declared nor the rest: it is left as it is, and told. Where nothing is declared any more it stays on record, unless the API can
   * never take it.
   */
  private async writeOneByOne(look: Look<S>, { back, changes }: Plan<S>): Promise<Outdated<S> | undefined> {
    const { kind, session, id } = this.operation;
    // Together, so that each is valid: criteria have to be given back before user profiles are disabled, whoever declares that.
    const steps = joined(kind.separateWrites(look.live, { ...changes, ...back }), changes);
    const refusals: WriteFailure[] = [];
    let latest = look;
    for (const step of steps) {
      try {
        // A whole document must not undo what was written by the step before.
        latest = this.mayHaveApplied ? await session.liveReads.lookAgain(id) : latest;
        const outdated = await this.write(latest, step);
        if (outdated !== undefined) {
          return outdated;
        }
      } catch (error) {
        if (hasSettings(pick(step, settingNames(changes))) || !isRefusedValue(error)) {
          throw error;
        }
        refusals.push(error);
        this.operation.log(`${NOT_GIVEN_BACK}: ${list(settingNames(step))}: ${error.message}`);
      }
    }
    const final = refusals.find(({ cause }) => !(cause instanceof EntitlementError));
    if (final !== undefined && !hasSettings(this.course.declared.settings)) {
      throw final;
    }
    return undefined;
  }

  private async write(look: Look<S>, wanted: Partial<S>): Promise<Outdated<S> | undefined> {
    if (!hasSettings(wanted) && !this.mayHaveApplied) {
      return undefined;
    }
    const { progress } = this;
    const target = await this.target();
    const touched = { ...this.touched, ...wanted };
    const result = hasSettings(wanted) ? await write(target, look, wanted) : { after: look.live, look };
    if ("now" in result) {
      this.touched = result.mayHaveApplied ? touched : this.touched;
      this.isRestUnseen ||= result.mayHaveApplied && !this.isRestIntact(result.now, touched);
      return result;
    }
    progress.before = this.mayHaveApplied ? progress.before : result.look.live;
    this.touched = touched;
    this.isRestUnseen = true;
    const { after } = result;
    const before = { ...after, ...progress.before };
    const { settings: declared } = this.course.declared;
    const live = await protectTheRest(
      target,
      { before, wanted: pick(after, settingNames(touched)), declared, after },
      this.operation,
    );
    this.isRestUnseen = false;
    const asDeclared = omit(declared, settingNames(differing(look.live, declared)));
    const theirs = settingNames(differing(live, asDeclared));
    // Somebody else has changed meanwhile what did not have to be written: as if it had been seen before.
    progress.before = { ...progress.before, ...pick(live, theirs) };
    return theirs.length > 0 ? { now: undefined, mayHaveApplied: true } : undefined;
  }

  /** Whether a look has shown that nothing but these settings was wiped. */
  private isRestIntact(now: Look<S> | undefined, touched: Partial<S>): boolean {
    const rest = omit(this.progress.before, settingNames(touched));
    return now !== undefined && !this.operation.kind.isMapWiped(rest, pick(now.live, settingNames(rest)));
  }

  /** If a setting that we may have written has another live value now, somebody has changed it since: their value is remembered. */
  private beforeAgain(live: S): Partial<S> {
    const theirs = settingNames(differing(live, this.touched));
    return { ...this.progress.before, ...pick(live, theirs) };
  }

  private get mayHaveApplied(): boolean {
    return hasSettings(this.touched);
  }

  private async target(): Promise<Target<S>> {
    const { kind, session, id } = this.operation;
    const invalidate = () => session.liveReads.invalidate(id);
    return { kind, client: await session.client(), id, wholeDocuments: session.wholeDocuments, invalidate };
  }
}
