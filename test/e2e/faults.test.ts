import assert from "node:assert/strict";
import { impatient } from "../support/patience.js";
import { Interception } from "./interception.js";
import { behaviors, fraud, on } from "./programs.js";
import { story, type Told } from "./world.js";

const envelope = (code: number, message: string) =>
  JSON.stringify({ success: false, errors: [{ code, message }], messages: [], result: null });

const faults = [
  ["a bare 404", { status: 404, body: "404 page not found" }, /not JSON/],
  [
    "a 404 with an envelope that does not say 7003",
    { status: 404, body: envelope(1000, "nothing") },
    /unexpected answer/,
  ],
  [
    "a 403",
    { status: 403, body: envelope(10000, "Authentication error") },
    /lack a permission.*Zero Trust: Edit/,
  ],
  ["a 500", { status: 500, body: envelope(1001, "oops") }, /Cloudflare is unavailable/],
  ["a success that is none", { status: 200, body: envelope(1001, "oops") }, /success: false/],
] as const;

story("An account and a zone that answer with an error", {}, (world) => {
  const interception = new Interception(() => new URL(world.emulator.cloudflareUrl).origin);
  const refused: string[] = [];

  before(async () => {
    world.declare(behaviors({ imp_travel: on("low") }), fraud({ userProfiles: "enabled" }));
    await world.up();
    world.env = { ...impatient(), CLOUDFLARE_BASE_URL: `${await interception.start()}/client/v4` };
  });
  after(() => interception.stop());

  const recorded = async () => Object.keys(await world.resources()).sort();

  for (const [title, fault, expected] of faults) {
    it(`are not taken for gone by a refresh or a destroy that gets ${title}`, async () => {
      interception.decide = async ({ method, answer }) => {
        refused.push(method);
        answer(fault.status, fault.body);
      };
      for (const operation of [
        await world.refresh({ allowFailure: true }),
        await world.destroy({ allowFailure: true }),
      ]) {
        assert.notEqual(operation.code, 0);
        assert.match(errors(operation), expected);
        assert.deepEqual(await recorded(), ["shop", "workforce"]);
      }
    });
  }

  it("are refreshed and destroyed as ever once the error is over", async () => {
    interception.decide = (request) => request.forward();
    assert.equal((await world.refresh({ args: ["--expect-no-changes"] })).code, 0);
    await world.destroy();
    assert.deepEqual(await recorded(), []);
    assert.ok(refused.every((method) => method === "GET"));
  });
});

function errors({ diagnostics }: Told): string {
  return diagnostics.flatMap(({ severity, message }) => (severity === "error" ? message : [])).join("\n");
}
