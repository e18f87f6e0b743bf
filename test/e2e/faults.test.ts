import assert from "node:assert/strict";
import { fault } from "../../emulator/index.js";
import { environmentWithShortRetries } from "../support/short-retries.js";
import { behaviors, fraud, on } from "./programs.js";
import { story, type Told } from "./world.js";

const envelope = (code: number, message: string) => ({
  success: false,
  errors: [{ code, message }],
  messages: [],
  result: null,
});

const answers = [
  ["a bare 404", fault.answer(404, "404 page not found"), /not JSON/],
  [
    "a 404 with an envelope that does not say 7003",
    fault.answer(404, envelope(1000, "nothing")),
    /unexpected answer/,
  ],
  [
    "a 403",
    fault.answer(403, envelope(10000, "Authentication error")),
    /lack a permission.*Zero Trust Write/,
  ],
  ["a 500", fault.status(500), /Cloudflare is unavailable/],
  ["a success that is none", fault.successFalse(), /success: false/],
] as const;

story("An account and a zone that answer with an error", {}, (world) => {
  before(async () => {
    world.declare(behaviors({ imp_travel: on("low") }), fraud({ userProfiles: "enabled" }));
    await world.up();
    world.env = environmentWithShortRetries();
  });

  const recorded = async () => Object.keys(await world.resources()).sort();

  for (const [title, answer, expected] of answers) {
    it(`are not taken for gone by a refresh or a destroy that gets ${title}`, async () => {
      world.emulator.faults.clear();
      world.emulator.faults.add(answer);
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
    world.emulator.faults.clear();
    const refused = world.emulator.requests.filter(({ applied }) => !applied);
    assert.equal((await world.refresh({ args: ["--expect-no-changes"] })).code, 0);
    await world.destroy();
    assert.deepEqual(await recorded(), []);
    assert.ok(refused.length > 0 && refused.every(({ method }) => method === "GET"));
  });
});

function errors({ diagnostics }: Told): string {
  return diagnostics.flatMap(({ severity, message }) => (severity === "error" ? message : [])).join("\n");
}
