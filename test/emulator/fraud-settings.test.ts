import assert from "node:assert/strict";
import { type Emulator, startEmulator, type ZoneSeed } from "../../emulator/index.js";
import { type CloudflareReply, cloudflare, fraudPath, zoneId } from "./calls.js";

const username = 'http.request.body.form["username"][0]';
const criterion = (...codes: number[]) => ({ kind: "status_code" as const, status_codes: codes });

/** A refusal of this API says "Bad Request" whatever it is about; only `messages` tells more. */
function assertBadRequest(reply: CloudflareReply, details: RegExp): void {
  assert.equal(reply.status, 400);
  assert.deepEqual(reply.errors, [{ code: 10400, message: "Bad Request" }]);
  assert.equal(reply.messages[0]?.code, 10400);
  assert.match(reply.messages[0]?.message ?? "", details);
}

describe("The emulated fraud settings of a zone", () => {
  let emulator: Emulator;
  afterEach(() => emulator.close());

  async function start(zone: ZoneSeed = {}): Promise<void> {
    emulator = await startEmulator({ zones: { [zoneId]: zone } });
  }
  const read = async () => (await cloudflare(emulator, "GET", fraudPath)).result;
  const update = (body: unknown) => cloudflare(emulator, "PUT", fraudPath, body);

  it("start disabled, without expressions and without criteria", async () => {
    await start();
    assert.deepEqual(await read(), { user_profiles: "disabled", username_expressions: [] });
  });

  it("stay as they are where a PUT leaves them out or says null", async () => {
    await start({ user_profiles: "enabled", username_expressions: [username] });
    const before = await read();
    await update({ user_profiles: null, username_expressions: null, authentication_settings: null });
    await update({});
    assert.deepEqual(await read(), before);
  });

  it("lose their expressions by an empty list", async () => {
    await start({ username_expressions: [username] });
    assert.deepEqual((await update({ username_expressions: [] })).result, await read());
    assert.deepEqual(emulator.zone(zoneId).username_expressions, []);
  });

  it("are saved with status codes in order, each of them once", async () => {
    await start({ user_profiles: "enabled" });
    const { result } = await update({
      authentication_settings: { success_criteria: criterion(302, 200, 302, 201) },
    });
    assert.deepEqual(result, {
      user_profiles: "enabled",
      username_expressions: [],
      authentication_settings: { success_criteria: criterion(200, 201, 302) },
    });
  });

  it("keep one criterion when the other one is changed, and both when no codes are sent", async () => {
    await start({ user_profiles: "enabled", authentication_settings: { success_criteria: criterion(200) } });
    await update({ authentication_settings: { failure_criteria: criterion(401) } });
    await update({
      authentication_settings: { success_criteria: { kind: "status_code" }, failure_criteria: null },
    });
    assert.deepEqual(emulator.zone(zoneId).authentication_settings, {
      success_criteria: criterion(200),
      failure_criteria: criterion(401),
    });
  });

  it("keep a criterion without codes when an empty list is sent", async () => {
    await start({ user_profiles: "enabled", authentication_settings: { success_criteria: criterion(200) } });
    await update({ authentication_settings: { success_criteria: criterion() } });
    assert.deepEqual(emulator.zone(zoneId).authentication_settings, { success_criteria: criterion() });
  });

  it("refuse a code that is in both criteria, be it sent or stored", async () => {
    await start({
      user_profiles: "enabled",
      authentication_settings: { success_criteria: criterion(200, 401) },
    });
    const withStored = await update({ authentication_settings: { failure_criteria: criterion(401) } });
    assertBadRequest(withStored, /must not overlap .*401/);

    const both = { success_criteria: criterion(200), failure_criteria: criterion(200) };
    assertBadRequest(await update({ authentication_settings: both }), /must not overlap .*200/);

    const swapped = { success_criteria: criterion(200), failure_criteria: criterion(401) };
    assert.equal((await update({ authentication_settings: swapped })).status, 200);
  });

  it("refuse criteria unless user profiles are enabled once the PUT is done", async () => {
    await start();
    const authentication_settings = { success_criteria: criterion(200) };
    const needsProfiles = /requires user_profiles to be enabled/;
    assertBadRequest(await update({ authentication_settings }), needsProfiles);
    assert.equal((await update({ user_profiles: "enabled", authentication_settings })).status, 200);
    assertBadRequest(await update({ user_profiles: "disabled", authentication_settings }), needsProfiles);
  });

  it("keep their criteria when user profiles are disabled, but refuse to change them", async () => {
    const authentication_settings = { success_criteria: criterion(200) };
    await start({ user_profiles: "enabled", authentication_settings });
    await update({ user_profiles: "disabled" });
    assert.deepEqual(emulator.zone(zoneId).authentication_settings, authentication_settings);
    assert.equal((await update({ authentication_settings: { success_criteria: criterion() } })).status, 400);
  });

  it("refuse whatever the description does not allow, and then change nothing", async () => {
    await start({ user_profiles: "enabled" });
    const before = await read();
    const tooMany = Array.from({ length: 11 }, (_, index) => 200 + index);
    const wrong: [body: unknown, details: RegExp][] = [
      [{ user_profiles: "on" }, /user_profiles/],
      [{ userProfiles: "enabled" }, /userProfiles/],
      [{ username_expressions: Array(11).fill(username) }, /username_expressions/],
      [{ username_expressions: [1] }, /username_expressions\.0/],
      [{ authentication_settings: { success_criteria: criterion(...tooMany) } }, /status_codes/],
      [{ authentication_settings: { success_criteria: criterion(99) } }, /status_codes\.0/],
      [{ authentication_settings: { success_criteria: criterion(600) } }, /status_codes\.0/],
      [{ authentication_settings: { success_criteria: criterion(200.5) } }, /status_codes\.0/],
      [{ authentication_settings: { success_criteria: { status_codes: [200] } } }, /kind/],
      [{ authentication_settings: { success_criteria: { ...criterion(200), extra: 1 } } }, /extra/],
      [{ authentication_settings: { successCriteria: criterion(200) } }, /successCriteria/],
      [
        { username_expressions: [username], authentication_settings: { success_criteria: criterion(1) } },
        /status/,
      ],
      [[], /object/],
      ["null", /object/],
    ];
    for (const [body, details] of wrong) {
      assertBadRequest(await update(body), details);
    }
    assert.deepEqual(await read(), before);
  });

  it("tell what is wrong with an expression in messages", async () => {
    await start();
    const reply = await update({ username_expressions: [username, 'http.request.body.form["username"]'] });
    assert.deepEqual(reply.messages, [
      {
        code: 10400,
        message:
          "'http.request.body.form[\"username\"]' is not a valid value for username because the expression has the wrong type: got array[bytes], want bytes",
      },
    ]);
    assert.deepEqual(reply.errors, [{ code: 10400, message: "Bad Request" }]);
  });

  it("accept expressions of the usual shapes", async () => {
    await start();
    const username_expressions = [
      username,
      'lookup_json_string(http.request.body.raw, "username")',
      'lookup_json_string(http.request.body.raw, "user (main) [0]", "name")',
      'lower(http.request.headers["x-user"][0])',
      'http.request.uri.args["user"][0]',
      "http.request.body.raw",
    ];
    assert.deepEqual((await update({ username_expressions })).messages, []);
    assert.deepEqual(emulator.zone(zoneId).username_expressions, username_expressions);
  });

  it("refuse expressions that are not one string", async () => {
    await start();
    const wrong: [expression: string, details: RegExp][] = [
      ["http.request.body.form", /got map\[array\[bytes\]\]/],
      ['http.request.headers["x-user"]', /got array\[bytes\]/],
      ['http.host eq "example.com"', /got bool/],
      ['http.request.body.form["username"[0]', /brackets do not match/],
      ['lookup_json_string(http.request.body.raw, "username"', /brackets do not match/],
      ['lookup_json_string(http.request.body.raw, "username)', /string is not closed/],
      ["", /neither a field nor a function call/],
      ["the user name", /neither a field nor a function call/],
    ];
    for (const [expression, details] of wrong) {
      assertBadRequest(await update({ username_expressions: [expression] }), details);
    }
  });

  it("can be changed behind the back of a program", async () => {
    await start();
    emulator.zone(zoneId).user_profiles = "enabled";
    emulator.zone(zoneId).username_expressions?.push(username);
    assert.deepEqual(await read(), { user_profiles: "enabled", username_expressions: [username] });
  });
});

describe("A zone without a fraud detection subscription", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({ zones: { [zoneId]: { entitled: false } } });
  });
  afterEach(() => emulator.close());

  const update = (body: unknown) => cloudflare(emulator, "PUT", fraudPath, body);

  it("can be read, and leaves out what was never set", async () => {
    assert.deepEqual((await cloudflare(emulator, "GET", fraudPath)).result, {});
  });

  it("shows null for what was never set, if it is seeded so", async () => {
    emulator.zone(zoneId).unset = "null";
    assert.deepEqual((await cloudflare(emulator, "GET", fraudPath)).result, {
      user_profiles: null,
      username_expressions: null,
      authentication_settings: null,
    });
  });

  it("refuses every meaningful write, even of what is there already", async () => {
    const writes = [
      { user_profiles: "enabled" },
      { user_profiles: "disabled" },
      { username_expressions: [username] },
      { authentication_settings: { success_criteria: criterion(200) } },
    ];
    for (const body of writes) {
      assertBadRequest(await update(body), /^A fraud detection subscription is required$/);
    }
  });

  it("lets expressions be cleared, and nothing be changed", async () => {
    emulator.zone(zoneId).username_expressions = [username];
    assert.equal((await update({})).status, 200);
    assert.equal((await update({ username_expressions: [] })).status, 200);
    assert.deepEqual(emulator.zone(zoneId).username_expressions, []);
  });
});
