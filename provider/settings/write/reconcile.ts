import { asError, EntitlementError, VerificationError } from "../../errors.js";
import type { Look } from "../live-reads.js";
import { calledOff, list, NOT_GIVEN_BACK } from "../messages/wording.js";
import {
  differing,
  hasSettings,
  omit,
  pick,
  type Settings,
  sameSettings,
  settingNames,
} from "../settings.js";
import type { Operation, SendingOperation } from "./operation.js";
import { joined, narrate, type Plan, plan, refuseViolations, written } from "./plan.js";
import { isWiped, logTheRest, protectTheRest } from "./protect.js";
import type { Outdated } from "./put.js";
import type { Transition } from "./transition.js";
import { write } from "./write.js";
import { isRefusedValue, WriteFailure } from "./write-failure.js";

/** How often an operation decides anew because somebody else has changed the settings meanwhile. */
const MOST_ROUNDS = 5;

export interface Reconciled<S extends Settings> {
  /** All settings as they were before any of our PUTs may have been applied. Empty if nobody could look. */
  readonly before: Partial<S>;
  /** What has failed, and whether anything may have been written by then. */
  readonly failure?: WriteFailure;
}

/** Looks, decides, and writes what differs. What is written is always decided by what was seen last. */
export async function reconcile<S extends Settings>(
  operation: Operation<S>,
  transition: Transition<S>,
): Promise<Reconciled<S>> {
  const client = await operation.session.client();
  const reconciliation = new Reconciliation({ ...operation, client }, transition);
  try {
    await reconciliation.untilDone();
    return { before: reconciliation.before };
  } catch (error) {
    return { before: reconciliation.before, failure: reconciliation.failure(error) };
  }
}

class Reconciliation<S extends Settings> {
  before: Partial<S> = {};
  /** All that was written, or may have been. */
  private touched: Partial<S> = {};
  /** Whether nobody has seen yet what a write, or one that may have taken place, has done to the rest. */
  private isRestUnseen = false;
  /** Whether the rest is sent too, from the beginning. */
  private readonly isWhole: boolean;

  constructor(
    private readonly operation: SendingOperation<S>,
    private readonly transition: Transition<S>,
  ) {
    this.isWhole = operation.session.wholeDocuments.has(operation.id);
  }

  async untilDone(): Promise<void> {
    const { session, id } = this.operation;
    const { liveReads } = session;
    // A whole document must not carry old values of what others own, so it needs a look of its own.
    let look = await (this.isWhole ? liveReads.lookAgain(id) : liveReads.look(id));
    for (let round = 1; round <= MOST_ROUNDS; round += 1) {
      this.before = this.mayHaveApplied ? this.beforeAgain(look.live) : look.live;
      const outdated = await this.apply(look);
      if (outdated === undefined) {
        return;
      }
      look = outdated.now ?? (await liveReads.lookAgain(id));
    }
    throw new VerificationError(calledOff(id, MOST_ROUNDS));
  }

  /** The error, with what is known of what was written before it. */
  failure(error: unknown): WriteFailure {
    const { cause, mayHaveApplied, seen } =
      error instanceof WriteFailure ? error : new WriteFailure(asError(error), { mayHaveApplied: false });
    if (!this.isWhole && (mayHaveApplied || this.isRestUnseen)) {
      logTheRest(this.operation, omit(this.before, settingNames(this.onRecord)), seen);
    }
    return new WriteFailure(cause, { mayHaveApplied: mayHaveApplied || this.mayHaveApplied, seen });
  }

  /** Decides, logs it, and writes. Answers something if that has to be done anew. */
  private async apply(look: Look<S>): Promise<Outdated<S> | undefined> {
    const { kind, session, id, log, delivered, makeRoom } = this.operation;
    const { recorded, declared } = this.transition;
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
    for (const [index, step] of steps.entries()) {
      try {
        // A whole document must not undo what was written by the step before.
        latest = this.mayHaveApplied ? await session.liveReads.lookAgain(id) : latest;
        const open = steps.slice(index).flatMap((each) => settingNames(each));
        if (hasSettings(differing(latest.live, pick(look.live, open)))) {
          // Somebody has changed meanwhile what is to be written: that is decided anew.
          return { now: latest, mayHaveApplied: true };
        }
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
    if (final !== undefined && !hasSettings(this.transition.declared.settings)) {
      throw final;
    }
    return undefined;
  }

  private async write(look: Look<S>, wanted: Partial<S>): Promise<Outdated<S> | undefined> {
    if (!hasSettings(wanted) && !this.mayHaveApplied) {
      return undefined;
    }
    const touched = { ...this.touched, ...wanted };
    const result = hasSettings(wanted)
      ? await write(this.operation, look, wanted)
      : { after: look.live, look };
    if ("now" in result) {
      this.touched = result.mayHaveApplied ? touched : this.touched;
      const rest = omit(this.before, settingNames(touched));
      const isIntact = result.now !== undefined && !isWiped(this.operation, rest, result.now.live);
      this.isRestUnseen ||= result.mayHaveApplied && !isIntact;
      return result;
    }
    this.before = this.mayHaveApplied ? this.before : result.look.live;
    this.touched = touched;
    this.isRestUnseen = true;
    const { after } = result;
    const before = { ...after, ...this.before };
    const { settings: declared } = this.transition.declared;
    const ours = pick(after, settingNames(touched));
    const live = await protectTheRest(this.operation, { before, wanted: ours, declared, after });
    this.isRestUnseen = false;
    const asDeclared = omit(declared, settingNames(differing(look.live, declared)));
    const theirs = settingNames(differing(live, asDeclared));
    // Somebody else has changed meanwhile what did not have to be written: as if it had been seen before.
    this.before = { ...this.before, ...pick(live, theirs) };
    return theirs.length > 0 ? { now: undefined, mayHaveApplied: true } : undefined;
  }

  /** What somebody has changed since, of what we may have written or what is still to be written, is what stood before our write. */
  private beforeAgain(live: S): Partial<S> {
    const unwritten = this.isRestUnseen ? {} : omit(this.onRecord, settingNames(this.touched));
    return {
      ...this.before,
      ...pick(live, settingNames({ ...differing(live, this.touched), ...unwritten })),
    };
  }

  private get onRecord(): Partial<S> {
    return { ...this.transition.recorded.settings, ...this.transition.declared.settings };
  }

  private get mayHaveApplied(): boolean {
    return hasSettings(this.touched);
  }
}
