import assert from "node:assert/strict";
import { fault } from "../../emulator/index.js";
import { environmentWithShortRetries } from "../support/short-retries.js";
import { code, fraud } from "./programs.js";
import { story, ZONE } from "./world.js";

const FIRST = 'lookup_json_string(http.request.body.raw, "canary-one")';
const SECOND = 'lookup_json_string(http.request.body.raw, "canary-two")';
const DRIFTED = 'lookup_json_string(http.request.body.raw, "somebody-else")';
/** The engine's marker of an encrypted value. */
const ENCRYPTED = "4dabf18193072939515e22adb298388d";

const options = {
  config: { first: { secret: FIRST }, second: { secret: SECOND }, broken: { secret: "canary-three ==" } },
  secrets: ["canary-one", "canary-two", "canary-three"],
};

const secret = (key: string) => code(`config.requireSecret(${JSON.stringify(key)})`);
const PLAIN = 'http.request.body.form["username"][0]';

// After each test, every story checks that no part of the secret is in any output, event or exported state.
story("A secret username expression", options, (world) => {
  const expressions = () => world.emulator.zone(ZONE).username_expressions;

  it("is adopted if it is live already, and encrypted in the state wherever it stands", async () => {
    world.emulator.zone(ZONE).username_expressions = [PLAIN, FIRST];
    world.declare(fraud({ usernameExpressions: [PLAIN, secret("first")] }));
    assert.deepEqual((await world.up()).puts, []);
    const { inputs, outputs } = await world.state("shop");
    for (const place of [inputs["usernameExpressions"], outputs["usernameExpressions"], outputs["initial"]]) {
      assert.ok(JSON.stringify(place).includes(ENCRYPTED));
    }
  });

  it("stays encrypted through a refresh that finds drift, which is shown without values", async () => {
    world.emulator.zone(ZONE).username_expressions = [PLAIN, DRIFTED];
    const refresh = await world.refresh({ args: ["--diff"] });
    assert.match(refresh.stdout, /~ usernameExpressions: .*\[secret\]|~ +\[1\]: \[secret\] => \[secret\]/);
    assert.ok(!refresh.stdout.includes(DRIFTED));
    const { outputs } = await world.state("shop");
    assert.ok(JSON.stringify(outputs["initial"]).includes(ENCRYPTED));
  });

  it("is changed with previews and messages that count and do not quote", async () => {
    world.declare(fraud({ usernameExpressions: [PLAIN, secret("second")] }));
    const preview = await world.preview({ args: ["--diff"] });
    assert.match(preview.stdout, /~ usernameExpressions: .*\[secret\]|~ +\[1\]: \[secret\] => \[secret\]/);
    const up = await world.up();
    assert.deepEqual(expressions(), [PLAIN, SECOND]);
    assert.ok(up.lines.some((line) => line.includes("usernameExpressions: 2 → 2 (other values)")));
  });

  it("is refused by its place in the list, although the API quotes it", async () => {
    world.declare(fraud({ usernameExpressions: [PLAIN, secret("broken")] }));
    const up = await world.up({ allowFailure: true });
    assert.notEqual(up.code, 0);
    const refusal = JSON.stringify(up.requests.at(-1)?.answer);
    assert.ok(refusal.includes("canary-three"), "the API does quote it");
    assert.match(up.stdout, /usernameExpressions\[1\] is not a valid value/);
    assert.deepEqual(expressions(), [PLAIN, SECOND]);
  });

  it("is refused by its name where it is no list", async () => {
    world.declare(fraud({ usernameExpressions: secret("first") }));
    const preview = await world.preview({ allowFailure: true });
    assert.match(preview.stdout, /usernameExpressions must be a list of expressions/);
    assert.deepEqual(preview.sent, []);
  });

  it("stays encrypted where it could not be given up", async () => {
    world.env = environmentWithShortRetries();
    world.declare(fraud({ userProfiles: "enabled" }));
    const lost = world.emulator.faults.add(fault.dropAnswer(), { method: "PUT", times: 1 });
    world.emulator.faults.add(fault.dropRequest(), { when: () => lost.hits === 1 });
    assert.notEqual((await world.up({ allowFailure: true })).code, 0);
    world.emulator.faults.clear();
    const { outputs } = await world.state("shop");
    for (const place of [outputs["usernameExpressions"], outputs["initial"]]) {
      assert.ok(JSON.stringify(place).includes(ENCRYPTED));
    }
    world.declare(fraud({ userProfiles: "enabled", usernameExpressions: [PLAIN, secret("second")] }));
    await world.up();
    world.env = {};
  });

  it("is given back by destroy as it was", async () => {
    world.emulator.zone(ZONE).username_expressions = [PLAIN, SECOND];
    await world.destroy();
    assert.deepEqual(expressions(), [PLAIN, FIRST]);
  });
});
