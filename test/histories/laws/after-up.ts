import assert from "node:assert/strict";
import type { Cloud } from "../cloud.js";
import { mentions } from "../logged-lines.js";
import { entriesOf, normal, type Props } from "../settings.js";
import type { Ended } from "../stack.js";
import type { World } from "../world.js";
import type { Laws } from "./laws.js";

/** After an `up` the declared settings are live, unless somebody changed one after Pulumi's last read. */
export function assertLive(laws: Laws, world: World, inputs: Props): void {
  for (const { place, name, value } of entriesOf(inputs)) {
    const setting = laws.ledger.at(place, name);
    const { theirs, isUncertain } = setting;
    const isUnseen = (theirs !== undefined || isUncertain) && !laws.settled.has(setting);
    if (!isUnseen && !(theirs && laws.isThisRun(theirs))) {
      assert.deepEqual(world.live(place)[name], normal(value), `${name} of ${place} after up`);
    }
  }
}

/** Nothing is overwritten unless a line about it was printed before. */
export function assertTold({ changes, lines: printed }: Laws): void {
  for (const { setting, lines, to } of changes) {
    const told = printed
      .slice(0, lines)
      .some((line) => mentions(line, setting, ["overwrites", "gives back", "disables", "putting back"]));
    assert.ok(told, `${setting.name} of ${setting.place} became ${JSON.stringify(to)} without a line before`);
  }
}

/** A run with `--target` warns of what it gives back while another resource has it on record: that one does not notice. */
export function assertWarned({ unnoticed, lines }: Laws): void {
  for (const setting of unnoticed) {
    const isWarned = lines.some(
      (line) => mentions(line, setting, ["gives up"]) && line.includes("not all of the program's resources"),
    );
    assert.ok(
      isWarned,
      `${setting.name} of ${setting.place} is given back, and no line warns that another resource may have it`,
    );
  }
}

/** An unchanged `up` performs no operation and sends no request. */
export function assertNothingToDo(
  { operations }: Pick<Ended, "operations">,
  { requests }: Pick<Cloud, "requests">,
): void {
  assert.deepEqual([operations, requests], [0, 0], "operations and requests of an unchanged up");
}
