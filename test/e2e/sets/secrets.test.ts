import assert from "node:assert/strict";
import { code, fraud } from "../programs.js";
import { id, storyOnBothVariants } from "../world.js";
import { fraudSet } from "./programs.js";

const [FIRST, SECOND, REFUSED] = [id("b1"), id("b2"), id("b3")];
const [SINGLE, OF_SET, NAMED] = [id("b4"), id("b5"), id("b6")];
const EXPRESSION = 'lookup_json_string(http.request.body.raw, "canary-one")';
/** The engine's marker of an encrypted value. */
const ENCRYPTED = "4dabf18193072939515e22adb298388d";

const options = {
  seed: {
    zones: {
      [FIRST]: {},
      [SECOND]: {},
      [REFUSED]: { entitled: false },
      [SINGLE]: {},
      [OF_SET]: {},
      [NAMED]: {},
    },
  },
  config: { expression: { secret: EXPRESSION }, profiles: { secret: "enabled" } },
  secrets: ["canary-one"],
};

// After each test, every story checks that no part of the secret is in any output, event or exported state.
storyOnBothVariants("A secret that comes with an operation that fails in part", options, (world) => {
  const enabled = { [FIRST]: { userProfiles: "enabled" } };
  const secret = { usernameExpressions: [code('config.requireSecret("expression")')] };

  const secretProfiles = { userProfiles: code('config.requireSecret("profiles")') };
  const withSecretProfiles = [
    fraud(secretProfiles, { zone: SINGLE, name: "single" }),
    fraudSet({ [OF_SET]: secretProfiles }, { name: "of-set" }),
    fraudSet(
      { [NAMED]: { userProfiles: "enabled" } },
      { name: "named", opts: '{ additionalSecretOutputs: ["zones"] }' },
    ),
  ];

  it("stays encrypted through a refresh, although the inputs that the engine keeps do not have it", async () => {
    world.declare(...withSecretProfiles, fraudSet(enabled));
    await world.up();
    world.declare(...withSecretProfiles, fraudSet({ ...enabled, [SECOND]: secret, [REFUSED]: secret }));
    assert.notEqual((await world.up({ allowFailure: true })).code, 0);
    assert.deepEqual(world.emulator.zone(SECOND).username_expressions, [EXPRESSION]);
    await world.refresh();
    const { inputs } = await world.state("shops");
    assert.ok(JSON.stringify(inputs).includes(ENCRYPTED));
  });

  it("costs no request when the program declares what was done, and then nothing is left to do", async () => {
    world.declare(...withSecretProfiles, fraudSet({ ...enabled, [SECOND]: secret }));
    assert.deepEqual((await world.up()).sent, []);
    assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
  });

  it("keeps what was there before secret as well, since another resource may have given the same secret", async () => {
    const before = { userProfiles: "disabled" };
    assert.deepEqual(await world.secretOutput("single", "initial"), before);
    assert.deepEqual(await world.secretOutput("of-set", "initial"), { [OF_SET]: before });
    // A plugin does not see which outputs the program names.
    if (world.variant === "dynamic") {
      assert.deepEqual(await world.secretOutput("named", "initial"), { [NAMED]: before });
    }
  });
});
