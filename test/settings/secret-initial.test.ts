import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator/index.js";
import { SECRET, SIGNATURE } from "../../provider/engine/pulumi-signatures.js";
import { fraudSettings, fraudSettingsSet } from "../../provider/handlers.js";
import { configured } from "../faults/settings-operations.js";
import { configOf } from "../support/emulator-config.js";
import { id, ZONE } from "../support/ids.js";

const THEIRS = 'lookup_json_string(http.request.body.raw, "theirs")';
const OURS = 'http.request.body.form["username"][0]';
const OTHER = id("b1");
const secret = (value: object) => ({ [SIGNATURE]: SECRET, value });
const theirs = { usernameExpressions: [THEIRS] };
const none = { usernameExpressions: [] };

describe("What was there before", () => {
  let emulator: Emulator;
  /** The dynamic provider's server passes this text. */
  const engine = { __provider: "" };

  beforeEach(async () => {
    emulator = await startEmulator({ zones: { [ZONE]: { username_expressions: [THEIRS] }, [OTHER]: {} } });
    // The kind's handlers share a run, which begins anew when one of them is configured again.
    configured(fraudSettings, configOf(emulator));
    configured(fraudSettingsSet, configOf(emulator));
  });
  afterEach(() => emulator.close());

  const single = (zoneId: string, caller: object) =>
    fraudSettings.create({ zoneId, usernameExpressions: [OURS], ...caller });
  const set = (zones: readonly string[]) => {
    const declared = zones.map((zone) => [zone, { usernameExpressions: [OURS] }]);
    return fraudSettingsSet.create({
      zones: Object.fromEntries(declared),
      ...engine,
    });
  };
  const initialOf = ({ outs }: { outs?: object | undefined }): unknown =>
    Reflect.get(Object(outs), "initial");

  it("is a secret where it has expressions: another resource may have given them as secrets", async () => {
    assert.deepEqual(initialOf(await single(ZONE, engine)), secret(theirs));
  });

  it("of a set is one as a whole where one of its zones has them", async () => {
    assert.deepEqual(initialOf(await set([OTHER, ZONE])), secret({ [OTHER]: none, [ZONE]: theirs }));
  });

  it("is readable where it has none", async () => {
    assert.deepEqual(initialOf(await set([OTHER])), { [OTHER]: none });
    emulator.zone(OTHER).username_expressions = [];
    assert.deepEqual(initialOf(await single(OTHER, engine)), none);
  });

  it("stays a secret in a refresh", async () => {
    const { id: zone, outs } = await single(ZONE, {});
    const read = await fraudSettings.read(zone, { ...outs, ...engine });
    assert.deepEqual(initialOf({ outs: read.props }), secret(theirs));
  });

  it("is given back although the caller passes the marks on, as the engine does not", async () => {
    const { id: zone, outs } = await single(ZONE, engine);
    await fraudSettings.delete(zone, outs ?? {});
    assert.deepEqual(emulator.zone(ZONE).username_expressions, [THEIRS]);
  });

  it("has no marks where nobody takes them: the plugin adds its own", async () => {
    assert.deepEqual(initialOf(await single(ZONE, {})), theirs);
  });
});
