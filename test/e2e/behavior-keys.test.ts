import assert from "node:assert/strict";
import { behaviors, on } from "./programs.js";
import { ACCOUNT, behaviorsPath, story } from "./world.js";

const keys = Array.from({ length: 12 }, (_, index) => `custom_${index}`);
const seed = {
  accounts: { [ACCOUNT]: { behaviors: Object.fromEntries(keys.map((key) => [key, {}])) } },
} as const;

story("The keys of behaviors", { seed }, (world) => {
  it("are checked against the account in the preview, which says what was probably meant", async () => {
    world.declare(behaviors({ imp_travl: on("high") }));
    const preview = await world.preview({ allowFailure: true });
    assert.notEqual(preview.code, 0);
    const error = preview.lines.find((line) => line.includes("imp_travl"));
    assert.match(
      error ?? "",
      /behaviors\.imp_travl is no behavior of this account: did you mean imp_travel\? It has imp_travel, /,
    );
    assert.deepEqual(preview.sent, [`GET ${behaviorsPath(ACCOUNT)}`]);
  });

  it("cost one GET for an account, however many resources declare them", async () => {
    world.declare(...keys.map((key) => behaviors({ [key]: on("high") }, { name: key })));
    const preview = await world.preview();
    assert.deepEqual(preview.sent, [`GET ${behaviorsPath(ACCOUNT)}`]);
    assert.equal(preview.lines.filter((line) => line.includes("overwrites custom_")).length, keys.length);
  });

  it("are not looked up again once they are managed", async () => {
    await world.up();
    assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
  });

  it("cannot be checked without credentials, and the preview says so and goes on", async () => {
    world.declare(behaviors({ imp_travl: on("high") }, { name: "new" }));
    const { lines, sent } = await world.preview({ env: { CLOUDFLARE_API_TOKEN: undefined } });
    assert.ok(lines.some((line) => line.includes("could not check that there is imp_travl")));
    assert.ok(
      lines.some(
        (line) =>
          line.includes("not compared with the live settings") && line.includes("No Cloudflare credentials"),
      ),
    );
    assert.deepEqual(sent, []);
  });

  it("cannot be checked without a network either", async () => {
    const { lines } = await world.preview({ env: { CLOUDFLARE_BASE_URL: "http://127.0.0.1:9/client/v4" } });
    assert.ok(
      lines.some(
        (line) => line.includes("not compared with the live settings") && line.includes("127.0.0.1:9"),
      ),
    );
  });

  it("are checked again before the first PUT: nothing is written for one that does not exist", async () => {
    world.declare(behaviors({ high_dlp: on("high") }, { name: "new" }));
    world.emulator.account(ACCOUNT).behaviors.delete("high_dlp");
    const up = await world.up({ allowFailure: true });
    assert.notEqual(up.code, 0);
    assert.deepEqual(up.puts, []);
    assert.ok(up.lines.some((line) => line.includes("high_dlp is no behavior of this account")));
  });
});
