import assert from "node:assert/strict";
import { type Emulator, fault, startEmulator } from "../../emulator/index.js";
import { PartialFailure } from "../../provider/engine/partial-failure.js";
import { complete, fraudKind } from "../../provider/fraud-settings/kind.js";
import { fraudSettingsSet } from "../../provider/handlers.js";
import { setLayout } from "../../provider/settings/inputs-and-state/set-layout.js";
import { RecordRoom } from "../../provider/settings/write/record-room.js";
import { configured } from "../faults/settings-operations.js";
import { configOf } from "../support/emulator-config.js";
import { rejection } from "../support/errors.js";
import { id } from "../support/ids.js";

const LARGE = 70_000;
const expression = (length: number) => `lookup_json_string(http.request.body.raw, "${"k".repeat(length)}")`;
const expressions = (length: number) => Array.from({ length: 10 }, () => expression(length));
const ids = Array.from({ length: 20 }, (_, index) => id(index.toString(16).padStart(3, "0")));
const [FAILING = ""] = ids;
const mapOf = <T>(value: T) => Object.fromEntries(ids.map((zone) => [zone, value]));
const within = (value: unknown): Readonly<Record<string, unknown>> => Object(value);

/** All that there is to declare of a zone. */
const everything = {
  userProfiles: "enabled",
  usernameExpressions: ['http.request.body.form["username"][0]'],
  authenticationSettings: {
    successCriteria: { statusCodes: [200, 302] },
    failureCriteria: { statusCodes: [401, 403] },
  },
};

describe("What a set can record of 10,000 zones", () => {
  const zones = Array.from({ length: 10_000 }, (_, index) => id(`${index}a`));

  it("is all that there is to declare, where nothing was before", () => {
    const declared = Object.fromEntries(zones.map((zone) => [zone, everything]));
    const checked = setLayout(fraudKind).check({ zones: declared });
    assert.deepEqual(checked.failures, []);
    const { settings } = fraudKind.draft(everything);
    const room = new RecordRoom(fraudKind, { places: new Map() }, { places: new Map() });
    // Twice, as where it is decided anew: it takes its room once.
    for (const zone of [...zones, ...zones]) {
      room.take({ declared: { id: zone, settings }, adopted: settings }, complete({}));
    }
  });
});

describe("What a set could not record if a zone failed", () => {
  let emulator: Emulator;
  const set = () => configured(fraudSettingsSet, configOf(emulator));

  before(async () => {
    emulator = await startEmulator({ zones: mapOf({ username_expressions: expressions(LARGE) }) });
  });
  after(() => emulator.close());

  it("is refused where the program declares it", async () => {
    const checked = await set().check?.({}, { zones: mapOf({ usernameExpressions: expressions(LARGE) }) });
    assert.deepEqual(checked?.failures, [
      {
        property: "",
        reason:
          "zones take up to 14.0 MB in the state: more than 12.0 MB could not be recorded if one of them failed. Split the set into several",
      },
    ]);
  });

  it("is not written where what was there before is what is large", async () => {
    emulator.faults.add(fault.status(403), { method: "PUT", path: new RegExp(FAILING) });
    const created = Promise.resolve(set().create({ zones: mapOf({ usernameExpressions: [expression(1)] }) }));
    const { properties, message } = await rejection(created, PartialFailure);
    const changed = ids.filter((zone) => emulator.zone(zone).username_expressions?.length === 1);
    assert.deepEqual(Object.keys(within(within(within(properties)["initial"])["value"])), changed);
    assert.ok(changed.length > 10 && changed.length < 19, `${changed.length} zones`);
    assert.match(
      message,
      /Nothing was written: with what was there before, this resource takes more than 12\.0 MB, which could not be recorded/,
    );
  });
}).timeout(60_000);
