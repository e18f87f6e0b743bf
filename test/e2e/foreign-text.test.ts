import assert from "node:assert/strict";
import { fault } from "../../emulator/index.js";
import { behaviors, code, fraud, on } from "./programs.js";
import { behaviorsPath, fraudPath, id, story, TOKEN, type Told } from "./world.js";

const FORGED = "RiskBehaviors forged: overwrites nothing";
/** Clears a screen, reorders a line, and begins a line that looks like one of this package. */
const STEERING = `\u001b[2J\u202e\r\n${FORGED}`;

const envelope = (code: number, message: string, details: readonly string[] = []) => ({
  success: false,
  errors: [{ code, message }],
  messages: details.map((detail) => ({ code, message: detail })),
  result: null,
});

/** Asserts that no line is the API's own, and that none contains characters that control a terminal. */
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

const FLAT = LINES.replace(/\s+/g, " ");
/** The API's messages about refused expressions, each in its own zone. */
const DETAILS = [
  'Filter parsing error (2:3):\n  "canary-line\n  ^^^^^ unexpected',
  `Filter parsing error (1:1): ${FLAT} is wrong`,
  "unknown identifier canary_identifier",
  `'${FLAT.slice(0, 60)}' is not a valid value for username`,
].map((detail, index) => ({ detail, zone: id(`b${index}`), name: `lines${index}` }));
const LIVE_ZONE = id("c1");
const CUT_ZONE = id("c2");
/** The API's answers that contain parts of the token, each in its own account. */
const ANSWERS = [
  { status: 401, body: envelope(10000, `Token ${TOKEN.slice(0, -2)}... is not known`), headers: {} },
  { status: 403, body: envelope(10000, `Token …${TOKEN.slice(2)} is not allowed`), headers: {} },
  { status: 200, body: `<html>${TOKEN.slice(0, -2)}`, headers: {} },
  { status: 400, body: envelope(1000, "no"), headers: { "cf-ray": TOKEN } },
].map((answer, index) => ({ ...answer, account: id(`a${index}`), name: `token${index}` }));

const secretOptions = {
  seed: {
    accounts: Object.fromEntries(ANSWERS.map(({ account }) => [account, {}])),
    zones: Object.fromEntries(
      [...DETAILS.map(({ zone }) => zone), LIVE_ZONE, CUT_ZONE].map((zone) => [zone, {}]),
    ),
  },
  config: { lines: { secret: LINES }, token: { secret: TOKEN } },
  secrets: ["canary-line", "canary_identifier", "canary-live", TOKEN.slice(0, 10), TOKEN.slice(-8)],
};

// After each test, the story checks that no part of the secret is in any output, event or exported state.
story("A secret that the API repeats in part", secretOptions, (world) => {
  let up: Told;
  const errorsOf = (name: string) =>
    up.diagnostics
      .filter(({ severity, urn }) => severity === "error" && urn?.endsWith(`::${name}`))
      .map(({ message }) => message)
      .join("\n");

  before(async () => {
    const { faults } = world.emulator;
    for (const { detail, zone } of DETAILS) {
      const which = { path: fraudPath(zone), method: "PUT" };
      faults.add(fault.answer(400, envelope(10400, "Bad Request", [detail])), which);
    }
    const stored = envelope(10400, "Bad Request", [`stored expression ${LIVE} is not valid any more`]);
    faults.add(fault.answer(400, stored), { path: fraudPath(LIVE_ZONE), method: "PUT" });
    const cut = '{"result":{"username_expressions":["canary-live';
    faults.add(fault.answer(200, cut), { path: fraudPath(CUT_ZONE), method: "GET" });
    for (const { status, body, headers, account } of ANSWERS) {
      faults.add(fault.answer(status, body, { headers }), { path: behaviorsPath(account) });
    }
    const secret = { usernameExpressions: [code('config.requireSecret("lines")')] };
    world.declare(
      ...DETAILS.map(({ zone, name }) => fraud(secret, { name, zone })),
      fraud({ userProfiles: "enabled" }, { name: "live", zone: LIVE_ZONE }),
      fraud({ userProfiles: "enabled" }, { name: "cut", zone: CUT_ZONE }),
      ...ANSWERS.filter(({ status }) => !isCertain(status)).map(token),
    );
    up = await world.up({ allowFailure: true, args: ["--continue-on-error"] });
  });

  it("does not show as a line of an expression with a caret below, trimmed, or as an identifier", () => {
    for (const { name } of DETAILS) {
      assert.match(
        errorsOf(name),
        /Cloudflare refused the value: Bad Request.*usernameExpressions.*status 400, code 10400/,
      );
    }
  });

  it("does not show where it is a live expression, and the PUT had none", () => {
    assert.match(errorsOf("live"), /status 400, code 10400/);
  });

  it("does not show where an answer breaks off after a live expression", () => {
    assert.match(errorsOf("cut"), /answered with something that is not JSON: .*breaks off/);
  });

  it("does not show as a token that is cut off, repeated in a page, or in the place of the request's id", async () => {
    for (const { name } of ANSWERS.filter(({ status }) => !isCertain(status))) {
      assert.notEqual(errorsOf(name), "");
    }
    for (const answer of ANSWERS.filter(({ status }) => isCertain(status))) {
      world.declare(token(answer));
      up = await world.up({ allowFailure: true });
      assert.match(errorsOf(answer.name), new RegExp(`status ${answer.status}`));
    }
  });
});

/** A request that is certain to be refused fails in a check, which ends the run before any operation. */
function isCertain(status: number): boolean {
  return status === 401 || status === 403;
}

function token({ account, name }: { account: string; name: string }): string {
  return behaviors({ imp_travel: on("high") }, { name, account });
}
