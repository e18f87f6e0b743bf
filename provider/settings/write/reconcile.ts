import { asError, EntitlementError, VerificationError } from "../../errors.js";
import type { LiveRead } from "../live-reads.js";
import { list } from "../messages/describe.js";
import { NOT_GIVEN_BACK } from "../messages/give-back-wording.js";
import { calledOff } from "../messages/write-wording.js";
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
import { joinDeclaredSteps, type Plan, plan, planLines, plannedWrites, refuseViolations } from "./plan.js";
import type { Outdated } from "./put.js";
import type { Transition } from "./transition.js";
import { isWiped, logTheRest, protectTheRest } from "./wiped-settings.js";
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
  private possiblyWritten: Partial<S> = {};
  /** Whether the rest was not seen intact, or put back, since a write that may have been applied. */
  private isRestUnverified = false;
  /** Whether the first PUT already sends the rest too. */
  private readonly sendsWholeDocument: boolean;

  constructor(
    private readonly operation: SendingOperation<S>,
    private readonly transition: Transition<S>,
  ) {
    this.sendsWholeDocument = operation.session.wholeDocuments.has(operation.id);
  }

  async untilDone(): Promise<void> {
    const { session, id } = this.operation;
    const { liveReads } = session;
    // A whole document must not carry old values of settings that others own, so it needs a new read.
    let read = await (this.sendsWholeDocument ? liveReads.readAgain(id) : liveReads.read(id));
    for (let round = 1; round <= MOST_ROUNDS; round += 1) {
      this.before = this.mayHaveApplied ? this.beforeNow(read.live) : read.live;
      const outdated = await this.apply(read);
      if (outdated === undefined) {
        return;
      }
      read = outdated.now ?? (await liveReads.readAgain(id));
    }
    throw new VerificationError(calledOff(id, MOST_ROUNDS));
  }

  /** The error, with what is known about earlier writes. */
  failure(error: unknown): WriteFailure {
    const { cause, mayHaveApplied, seen } =
      error instanceof WriteFailure ? error : new WriteFailure(asError(error), { mayHaveApplied: false });
    if (!this.sendsWholeDocument && (mayHaveApplied || this.isRestUnverified)) {
      logTheRest(this.operation, omit(this.before, settingNames(this.transition.owned)), seen);
    }
    return new WriteFailure(cause, { mayHaveApplied: mayHaveApplied || this.mayHaveApplied, seen });
  }

  /** Decides, logs the plan, and writes. Returns an outdated write, if any: then the operation must decide again. */
  private async apply(read: LiveRead<S>): Promise<Outdated<S> | undefined> {
    const { kind, session, id, log, delivered, makeRoom } = this.operation;
    const { recorded, declared } = this.transition;
    const planned = plan(kind, read.live, recorded, declared);
    refuseViolations(planned);
    makeRoom(read.live);
    for (const line of planLines(kind, read.live, planned, recorded.initial)) {
      log(line);
    }
    await delivered();
    try {
      return await this.write(read, plannedWrites(planned));
    } catch (error) {
      if (!hasSettings(planned.back) || !isRefusedValue(error)) {
        throw error;
      }
      const now = await session.liveReads.readAgain(id);
      // Somebody's change may be the reason for the refusal.
      return sameSettings(now.live, read.live)
        ? await this.writeOneByOne(now, planned)
        : { now, mayHaveApplied: false };
    }
  }

  /**
   * The API refuses a value that is given back (the zone may no longer be entitled). That must stop neither declared nor other given-up
   * settings: the setting is left as it is, and logged. If nothing is declared any more, it stays on record, unless the API can never take
   * the value.
   */
  private async writeOneByOne(
    read: LiveRead<S>,
    { back, changes }: Plan<S>,
  ): Promise<Outdated<S> | undefined> {
    const { kind, session, id } = this.operation;
    // Together, so that each step is valid: criteria must be given back before user profiles are disabled, even by a declared change.
    const steps = joinDeclaredSteps(kind.separateWrites(read.live, { ...changes, ...back }), changes);
    const refusals: WriteFailure[] = [];
    let latest = read;
    for (const [index, step] of steps.entries()) {
      try {
        // A whole document must not undo the step before.
        latest = this.mayHaveApplied ? await session.liveReads.readAgain(id) : latest;
        const open = steps.slice(index).flatMap((each) => settingNames(each));
        if (hasSettings(differing(latest.live, pick(read.live, open)))) {
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

  private async write(read: LiveRead<S>, wanted: Partial<S>): Promise<Outdated<S> | undefined> {
    if (!hasSettings(wanted) && !this.mayHaveApplied) {
      return undefined;
    }
    const written = { ...this.possiblyWritten, ...wanted };
    const result = hasSettings(wanted)
      ? await write(this.operation, read, wanted)
      : { after: read.live, read };
    if ("now" in result) {
      this.possiblyWritten = result.mayHaveApplied ? written : this.possiblyWritten;
      const rest = omit(this.before, settingNames(written));
      const isIntact = result.now !== undefined && !isWiped(this.operation, rest, result.now.live);
      this.isRestUnverified ||= result.mayHaveApplied && !isIntact;
      return result;
    }
    this.before = this.mayHaveApplied ? this.before : result.read.live;
    this.possiblyWritten = written;
    this.isRestUnverified = true;
    const { after } = result;
    const before = { ...after, ...this.before };
    const { settings: declared } = this.transition.declared;
    const ours = pick(after, settingNames(written));
    const live = await protectTheRest(this.operation, { before, wanted: ours, declared, after });
    this.isRestUnverified = false;
    const asDeclared = omit(declared, settingNames(differing(read.live, declared)));
    const changedByOthers = settingNames(differing(live, asDeclared));
    // Somebody else has changed declared settings that needed no write: treat that as seen before our write.
    this.before = { ...this.before, ...pick(live, changedByOthers) };
    return changedByOthers.length > 0 ? { now: undefined, mayHaveApplied: true } : undefined;
  }

  /** The settings before our write, with later changes of somebody else to settings that we may have written, or are still to write. */
  private beforeNow(live: S): Partial<S> {
    const unwritten = this.isRestUnverified
      ? {}
      : omit(this.transition.owned, settingNames(this.possiblyWritten));
    return {
      ...this.before,
      ...pick(live, settingNames({ ...differing(live, this.possiblyWritten), ...unwritten })),
    };
  }

  private get mayHaveApplied(): boolean {
    return hasSettings(this.possiblyWritten);
  }
}
