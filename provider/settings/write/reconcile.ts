import { EntitlementError, VerificationError } from "../../errors.js";
import { type LiveRead, timed } from "../live-reads.js";
import { list } from "../messages/describe.js";
import { NOT_GIVEN_BACK } from "../messages/give-back-wording.js";
import { calledOff } from "../messages/write-and-failure-wording.js";
import {
  differing,
  hasSettings,
  omit,
  pick,
  type Settings,
  sameSettings,
  settingNames,
} from "../settings.js";
import { EarlierWrites } from "./earlier-writes.js";
import type { Operation, SendingOperation } from "./operation-on-place.js";
import { joinDeclaredSteps, type Plan, plan, planLines, plannedWrites, refuseViolations } from "./plan.js";
import type { Transition } from "./recorded-and-declared.js";
import { sendAndVerify } from "./send-and-verify.js";
import { logTheRest, protectTheRest } from "./wiped-settings.js";
import { asWriteFailure, isRefusedValue, WriteFailure } from "./write-failure.js";

/** How often an operation decides again because somebody else has changed the settings meanwhile. */
const MOST_ROUNDS = 5;

export interface Reconciled<S extends Settings> {
  /** All settings as they were before any of our PUTs may have been applied. */
  readonly before: S;
  /** The error, and whether anything may have been written before it. */
  readonly failure?: WriteFailure;
}

/**
 * Reads the live settings, decides, and writes the settings that differ. Each write is decided by the latest read. Throws if the first
 * read fails: then nothing was written.
 */
export async function reconcile<S extends Settings>(
  operation: Operation<S>,
  transition: Transition<S>,
): Promise<Reconciled<S>> {
  const { kind, session, id } = operation;
  const client = await session.client();
  // A whole document sends the rest too, so it cannot wipe it. But it must not carry old values of settings that others own: read again.
  const sendsWholeDocument = session.wholeDocuments.has(id);
  const read = await (sendsWholeDocument ? session.liveReads.readAgain(id) : session.liveReads.read(id));
  const earlier = new EarlierWrites(kind, transition.owned, read.live);
  try {
    await new Reconciliation({ ...operation, client }, transition, earlier).untilDone(read);
    return { before: earlier.before };
  } catch (error) {
    const { cause, mayHaveApplied, seen } = asWriteFailure(error);
    if (!sendsWholeDocument && (mayHaveApplied || earlier.isRestUnverified)) {
      logTheRest(operation, omit(earlier.before, settingNames(transition.owned)), seen);
    }
    const failure = new WriteFailure(cause, { mayHaveApplied: mayHaveApplied || earlier.mayHaveApplied });
    return { before: earlier.before, failure };
  }
}

/** If somebody else has changed the settings meanwhile, a method returns another read: by that, the operation must decide again. */
class Reconciliation<S extends Settings> {
  constructor(
    private readonly operation: SendingOperation<S>,
    private readonly transition: Transition<S>,
    private readonly earlier: EarlierWrites<S>,
  ) {}

  async untilDone(first: LiveRead<S>): Promise<void> {
    let read = first;
    for (let round = 1; round <= MOST_ROUNDS; round += 1) {
      const now = await this.apply(read);
      if (now === undefined) {
        return;
      }
      read = now;
      this.earlier.see(read.live);
    }
    throw new VerificationError(calledOff(this.operation.id, MOST_ROUNDS));
  }

  /** Decides, logs the plan, and writes. */
  private async apply(read: LiveRead<S>): Promise<LiveRead<S> | undefined> {
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
      return await this.writeAndProtect(read, plannedWrites(planned));
    } catch (error) {
      if (!hasSettings(planned.back) || !isRefusedValue(error)) {
        throw error;
      }
      const now = await session.liveReads.readAgain(id);
      // Somebody's change may be the reason for the refusal.
      return sameSettings(now.live, read.live) ? await this.writeOneByOne(now, planned) : now;
    }
  }

  /**
   * The API refuses a value that is given back (the zone may no longer be entitled). That must stop neither declared nor other given-up
   * settings: the setting is left as it is, and logged. If nothing is declared any more, the operation then fails, so that the setting
   * stays on record, except if the zone is not entitled: then it would be refused for ever.
   */
  private async writeOneByOne(read: LiveRead<S>, planned: Plan<S>): Promise<LiveRead<S> | undefined> {
    const { kind, session, id, log } = this.operation;
    const { changes } = planned;
    // Together, so that each step is valid: criteria must be given back before user profiles are disabled, even by a declared change.
    const steps = joinDeclaredSteps(kind.separateWrites(read.live, plannedWrites(planned)), changes);
    let lasting: WriteFailure | undefined;
    let latest = read;
    for (const [index, step] of steps.entries()) {
      try {
        // A whole document must not undo the step before.
        latest = this.earlier.mayHaveApplied ? await session.liveReads.readAgain(id) : latest;
        const open = steps.slice(index).flatMap((each) => settingNames(each));
        if (hasSettings(differing(latest.live, pick(read.live, open)))) {
          // Somebody else has changed a setting that is still to be written.
          return latest;
        }
        const now = await this.writeAndProtect(latest, step);
        if (now !== undefined) {
          return now;
        }
      } catch (error) {
        if (hasSettings(pick(step, settingNames(changes))) || !isRefusedValue(error)) {
          throw error;
        }
        log(`${NOT_GIVEN_BACK}: ${list(settingNames(step))}: ${error.message}`);
        if (!(error.cause instanceof EntitlementError)) {
          lasting ??= error;
        }
      }
    }
    if (lasting !== undefined && !hasSettings(this.transition.declared.settings)) {
      throw lasting;
    }
    return undefined;
  }

  private async writeAndProtect(read: LiveRead<S>, wanted: Partial<S>): Promise<LiveRead<S> | undefined> {
    const { earlier, operation } = this;
    const { settings: declared } = this.transition.declared;
    if (!hasSettings(wanted) && !earlier.mayHaveApplied) {
      return undefined;
    }
    const result = hasSettings(wanted)
      ? await sendAndVerify(operation, read, wanted)
      : { after: read.live, read };
    if ("now" in result) {
      if (result.mayHaveApplied) {
        earlier.add(wanted, result.now?.live);
      }
      return result.now ?? (await operation.session.liveReads.readAgain(operation.id));
    }
    const { after } = result;
    // Only before our first write: a change after one was proved is drift, unless the operation decides again.
    if (!earlier.mayHaveApplied) {
      earlier.see(result.read.live);
    }
    earlier.add(wanted);
    const ours = earlier.written(after);
    // With settings that were not there before: one that is enabled shows that nothing was wiped.
    const rest = { ...omit(after, settingNames(ours)), ...earlier.rest };
    const now = await timed(protectTheRest(operation, { rest, wanted: ours, declared, after }));
    earlier.isRestUnverified = false;
    // Declared settings that needed no write: somebody else may have changed them meanwhile.
    const asDeclared = omit(declared, settingNames(differing(read.live, declared)));
    return hasSettings(differing(now.live, asDeclared)) ? now : undefined;
  }
}
