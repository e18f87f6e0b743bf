import assert from "node:assert/strict";
import { criteria, fraud } from "./programs.js";
import { changes, story, ZONE } from "./world.js";

const EXPRESSION = 'http.request.body.form["username"][0]';
const codes = (status_codes: number[]) => ({ kind: "status_code" as const, status_codes });
const shown = {
  user_profiles: "enabled",
  username_expressions: [` ${EXPRESSION}\n`],
  authentication_settings: {
    success_criteria: codes([302, 200, 302]),
    failure_criteria: codes([403, 401]),
  },
} as const;

story("Settings that the API keeps in another form than they were declared in", {}, (world) => {
  const declare = (expression: string) =>
    world.declare(
      fraud({
        userProfiles: "enabled",
        usernameExpressions: [expression],
        ...criteria([200, 302], [401, 403]),
      }),
    );

  it("are the same as what is declared: adopted without a write", async () => {
    Object.assign(world.emulator.zone(ZONE), shown);
    declare(EXPRESSION);
    const up = await world.up();
    assert.deepEqual(up.puts, []);
    assert.ok(up.lines.some((line) => line.includes("overwrites nothing")));
  });

  it("show no drift", async () => {
    assert.deepEqual(changes(await world.refresh()), []);
  });

  it("are no change of the program, however much space it puts around an expression", async () => {
    declare(`\n  ${EXPRESSION}  `);
    const up = await world.up({ args: ["--expect-no-changes"] });
    assert.deepEqual([up.puts, changes(up)], [[], []]);
  });

  it("are not taken for somebody else's by destroy", async () => {
    const destroy = await world.destroy();
    assert.ok(!destroy.lines.some((line) => line.includes("changed by somebody")));
    assert.deepEqual(destroy.puts, []);
  });
});
