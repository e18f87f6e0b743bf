import { declaredBytes, MOST_RECORDED, megabytes, recordedBytes } from "../../engine/record-size-limit.js";
import { InvalidValueError } from "../../errors.js";
import type { Records } from "../inputs-and-state/layout.js";
import type { Rules } from "../kind.js";
import { noRoomForRecord } from "../messages/write-and-failure-wording.js";
import { hasSettings, pick, type Settings, sameSettings, settingNames } from "../settings.js";
import type { Transition } from "./recorded-and-declared.js";

/** Bytes of an account's or zone's id in all places of a record: `settings` (new and old), `previous`, `initial` and `unconfirmed`. */
const ID_BYTES = 250;

/**
 * The room that is left for the record of an operation that fails. An initial value that does not fit would be lost, so nothing is adopted
 * without room for it. Settings that were managed before need none: the state has them already.
 */
export class RecordRoom<S extends Settings> {
  private total: number;
  private readonly taken = new Map<string, number>();

  constructor(
    private readonly rules: Pick<Rules<S>, "encode">,
    recorded: Records<S>,
    declared: Records<S>,
  ) {
    this.total = 0;
    for (const { id, settings, previous = {}, initial } of recorded.places.values()) {
      const now = declared.places.get(id)?.settings ?? {};
      const changed = sameSettings(settings, now) ? 0 : this.settings(now);
      this.total +=
        ID_BYTES + this.settings(settings) + changed + this.before(previous) + this.before(initial);
    }
  }

  /** Reserves room for the values before the first write. Throws if there is none. */
  take({ declared, adopted }: Pick<Transition<S>, "declared" | "adopted">, live: S): void {
    if (!hasSettings(adopted)) {
      return;
    }
    const before = pick(live, settingNames(adopted));
    const needed = ID_BYTES + this.settings(declared.settings) + this.before(before);
    const total = this.total - (this.taken.get(declared.id) ?? 0) + needed;
    if (total > MOST_RECORDED) {
      throw new InvalidValueError(noRoomForRecord(megabytes(MOST_RECORDED)));
    }
    this.total = total;
    this.taken.set(declared.id, needed);
  }

  private settings(settings: Partial<S>): number {
    return declaredBytes(this.rules.encode(settings));
  }

  private before(settings: Partial<S>): number {
    return recordedBytes(this.rules.encode(settings));
  }
}
