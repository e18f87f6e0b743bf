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

/** How often an operation decides again because somebody else has changed the settings meanwhile. */
const MOST_ROUNDS = 5;

export interface Reconciled<S extends Settings> {
  /** All settings as they were before any of our PUTs may have been applied. Empty if they could not be read. */
  readonly before: Partial<S>;
  /** The error, and whether anything may have been written before it. */
  readonly failure?: WriteFailure;
}

/** Reads the live settings, decides, and writes the settings that differ. Each write is decided by the latest read. */
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
  /** All settings that were written, or may have been. */
  private touched: Partial<S> = {};
  /** Whether the rest has not been read since a write that was applied, or may have been. */
  private isRestUnseen = false;
  /** Whether the first PUT already sends the rest too. */
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
    // A whole document must not carry old values of settings that others own, so it needs a new read.
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

  /** The error, with what is known about earlier writes. */
  failure(error: unknown): WriteFailure {
    const { cause, mayHaveApplied, seen } =
      error instanceof WriteFailure ? error : new WriteFailure(asError(error), { mayHaveApplied: false });
    if (!this.isWhole && (mayHaveApplied || this.isRestUnseen)) {
      logTheRest(this.operation, omit(this.before, settingNames(this.onRecord)), seen);
    }
    return new WriteFailure(cause, { mayHaveApplied: mayHaveApplied || this.mayHaveApplied, seen });
  }

  /** Decides, logs the plan, and writes. Returns an outdated write, if any: then the operation must decide again. */
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
      // Somebody's change may be the reason for the refusal.
      return sameSettings(now.live, look.live)
        ? await this.writeOneByOne(now, planned)
        : { now, mayHaveApplied: false };
    }
  }

  /**
   * The API refuses a value that is given back (the zone may no longer be entitled). That must stop neither declared nor other given-up
   * settings: the setting is left as it is, and logged. If nothing is declared any more, it stays on record, unless the API can never take
   * the value.
   */
  private async writeOneByOne(look: Look<S>, { back, changes }: Plan<S>): Promise<Outdated<S> | undefined> {
    const { kind, session, id } = this.operation;
    // Together, so that each step is valid: criteria must be given back before user profiles are disabled, even by a declared change.
    const steps = joined(kind.separateWrites(look.live, { ...changes, ...back }), changes);
    const refusals: WriteFailure[] = [];
    let latest = look;
    for (const [index, step] of steps.entries()) {
      try {
        // A whole document must not undo the step before.
        latest = this.mayHaveApplied ? await session.liveReads.lookAgain(id) : latest;
        const open = steps.slice(index).flatMap((each) => settingNames(each));
        if (hasSettings(differing(latest.live, pick(look.live, open)))) {
          // Somebody else has changed a setting that is still to be written: decide again.
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
    // Somebody else has changed declared settings that needed no write: treat that as seen before our write.
    this.before = { ...this.before, ...pick(live, theirs) };
    return theirs.length > 0 ? { now: undefined, mayHaveApplied: true } : undefined;
  }

  /** The settings before our write, with later changes of somebody else to settings that we may have written, or are still to write. */
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
