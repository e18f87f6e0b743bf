import assert from "node:assert/strict";
import { fault } from "../../emulator/index.js";
import { behaviors, code, fraud, on } from "./programs.js";
import { behaviorsPath, fraudPath, story, TOKEN, type Told, ZONE } from "./world.js";

const FORGED = "RiskBehaviors forged: overwrites nothing";
/** What clears a screen, reorders a line, and begins a line that looks like one of this package. */
const STEERING = `\u001b[2J\u202e\r\n${FORGED}`;

const envelope = (code: number, message: string, details: readonly string[] = []) => ({
  success: false,
  errors: [{ code, message }],
  messages: details.map((detail) => ({ code, message: detail })),
  result: null,
});

/** No line is the API's own, and none holds what could steer a terminal. */
function assertHarmless({ lines }: Told): void {
  assert.ok(lines.length > 0);
  assert.deepEqual(
    lines.filter((line) => line.startsWith(FORGED) || /[\p{Cc}\u202e]/u.test(line)),
    [],
  );
}

story("Foreign text that looks like ours", {}, (world) => {
  const live = {
    imp_travel: { enabled: false, risk_level: `low${STEERING}`, name: "", description: "" },
    [`other${STEERING}`]: { enabled: true, risk_level: "low", name: "", description: "" },
  };
  const answer = (status: number, body: unknown) => {
    world.emulator.faults.clear();
    world.emulator.faults.add(fault.answer(status, body), { api: "cloudflare", method: "GET" });
  };

  it("stays in its line as a live level", async () => {
    answer(200, { success: true, result: { behaviors: live } });
    world.declare(behaviors({ imp_travel: on("high") }));
    const preview = await world.preview();
    assertHarmless(preview);
    assert.match(preview.lines.join("\n"), /imp_travel: disabled, low.* → enabled, high/);
  });

  it("stays in its line as a key, where an account's keys are listed", async () => {
    world.declare(behaviors({ imp_travl: on("high") }));
    const preview = await world.preview({ allowFailure: true });
    assertHarmless(preview);
    assert.match(preview.lines.join("\n"), /did you mean imp_travel\?/);
  });

  it("stays in its line as an error of the API, however long it is", async () => {
    answer(400, envelope(1000, `not now${STEERING}${"x".repeat(100_000)}`));
    world.declare(behaviors({ imp_travel: on("high") }));
    const up = await world.up({ allowFailure: true });
    assertHarmless(up);
    assert.match(up.lines.join("\n"), /refused the request: not now/);
    assert.ok(up.stdout.length < 10_000);
  });
});

story("Two hundred mistyped keys on an account with 5,000 behaviors", {}, (world) => {
  it("are named one by one, with the nearest, and how many there are", async () => {
    const keys = Array.from({ length: 5_000 }, (_, index) => `behavior_of_this_account_${index}`);
    const live = { enabled: true, risk_level: "low", name: "", description: "" };
    const result = { behaviors: Object.fromEntries(keys.map((key) => [key, live])) };
    world.emulator.faults.add(fault.answer(200, { success: true, result }), { method: "GET" });
    world.declare(
      behaviors(
        Object.fromEntries(keys.slice(0, 200).map((key) => [key.replace("_of_", "_off_"), on("low")])),
      ),
    );
    const preview = await world.preview({ allowFailure: true });
    assert.match(
      preview.stdout,
      /behavior_off_this_account_7 is no behavior of this account: did you mean behavior_of_this_account_7 or .* It has 5000 behaviors/,
    );
    assert.ok(preview.stdout.length < 200_000, `${preview.stdout.length} characters`);
  });
});

const LINES = [
  'lookup_json_string(http.request.body.raw,\n  "canary-line',
  'one",\n  canary_identifier ==)',
].join("");
const LIVE = 'lookup_json_string( http.request.body.raw,  "canary-live" )';

const secretOptions = {
  config: { lines: { secret: LINES }, token: { secret: TOKEN } },
  secrets: ["canary-line", "canary_identifier", "canary-live", TOKEN.slice(0, 10), TOKEN.slice(-8)],
};

// That nothing of them shows, in any output, event or exported state, is checked after each test of the story.
story("A secret that the API repeats in part", secretOptions, (world) => {
  const failing = async (status: number, body: unknown, headers: Record<string, string> = {}) => {
    world.emulator.faults.clear();
    world.emulator.faults.add(fault.answer(status, body, { headers }), {
      path: fraudPath(ZONE),
      method: "PUT",
    });
    const up = await world.up({ allowFailure: true });
    assert.notEqual(up.code, 0);
    return up.lines.join("\n");
  };
  const declareLines = () =>
    world.declare(fraud({ usernameExpressions: [code('config.requireSecret("lines")')] }));

  it("does not show as a line of an expression with a caret below, trimmed, or as an identifier", async () => {
    declareLines();
    const flat = LINES.replace(/\s+/g, " ");
    for (const detail of [
      'Filter parsing error (2:3):\n  "canary-line\n  ^^^^^ unexpected',
      `Filter parsing error (1:1): ${flat} is wrong`,
      "unknown identifier canary_identifier",
      `'${flat.slice(0, 60)}' is not a valid value for username`,
    ]) {
      const lines = await failing(400, envelope(10400, "Bad Request", [detail]));
      assert.match(
        lines,
        /Cloudflare refused the value: Bad Request.*usernameExpressions.*status 400, code 10400/,
      );
    }
  });

  it("does not show where it is a live expression, and the PUT had none", async () => {
    world.declare(fraud({ userProfiles: "enabled" }));
    await failing(400, envelope(10400, "Bad Request", [`stored expression ${LIVE} is not valid any more`]));
  });

  it("does not show where an answer breaks off after a live expression", async () => {
    world.declare(fraud({ userProfiles: "enabled" }));
    world.emulator.faults.clear();
    world.emulator.faults.add(fault.answer(200, `{"result":{"username_expressions":["canary-live`), {
      method: "GET",
    });
    const up = await world.up({ allowFailure: true });
    assert.match(up.lines.join("\n"), /answered with something that is not JSON: .*breaks off/);
  });

  it("does not show as a token that is cut off, repeated in a page, or in the place of the request's id", async () => {
    world.declare(behaviors({ imp_travel: on("high") }));
    const path = behaviorsPath("699d98642c564d2e855e9661899b7252");
    for (const [status, body, headers] of [
      [401, envelope(10000, `Token ${TOKEN.slice(0, -2)}... is not known`), {}],
      [403, envelope(10000, `Token …${TOKEN.slice(2)} is not allowed`), {}],
      [200, `<html>${TOKEN.slice(0, -2)}`, {}],
      [400, envelope(1000, "no"), { "cf-ray": TOKEN }],
    ] as const) {
      world.emulator.faults.clear();
      world.emulator.faults.add(fault.answer(status, body, { headers }), { path });
      const up = await world.up({ allowFailure: true });
      assert.notEqual(up.code, 0);
    }
  });
});
