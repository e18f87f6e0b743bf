import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { linkPackages } from "../../../scripts/pulumi-project/program.js";
import { changes, fraudPath, story } from "../world.js";

const run = promisify(execFile);

const example = path.join(__dirname, "../../../examples/shards");
const program = copyOf(example);
const zones = fs.readFileSync(path.join(example, "zones.txt"), "utf8").trim().split("\n");
const seed = { zones: Object.fromEntries(zones.map((zone) => [zone, {}])) };
const [FIRST, SECOND, JOINING] = ["shops-1", "shops-2", "shops-3"];

story("The example shards", { program, seed }, (world) => {
  after(() => fs.rmSync(program, { recursive: true }));
  const enabled = () => zones.filter((zone) => world.emulator.zone(zone).user_profiles === "enabled");
  const up = (stack: string) => world.up({ args: ["--stack", stack] });

  it("manages each zone in one of two stacks", async () => {
    for (const stack of [FIRST, SECOND]) {
      await world.project.run(["stack", "init", stack]);
      await up(stack);
    }
    assert.deepEqual(enabled(), zones);
    const written = world.emulator.requests.filter(({ method }) => method === "PUT").map(({ path }) => path);
    assert.deepEqual(written.sort(), zones.map(fraudPath).sort());
  });

  it("moves zones to a stack that joins without a request, and still knows what was there before", async () => {
    await world.project.run(["stack", "init", JOINING]);
    const { stdout } = await run("npm", ["run", "--silent", "moves", FIRST, SECOND, JOINING], {
      cwd: program,
    });
    for (const command of stdout.trim().split("\n")) {
      await world.project.run(command.split(" ").slice(1));
    }
    fs.writeFileSync(path.join(program, "stacks.json"), JSON.stringify([FIRST, SECOND, JOINING]));
    for (const stack of [FIRST, SECOND, JOINING]) {
      const { sent, ...operation } = await up(stack);
      assert.deepEqual([changes(operation), sent], [[], []]);
    }
    const destroy = await world.destroy({ args: ["--stack", JOINING] });
    const given = destroy.requests.filter(({ method }) => method === "PUT");
    assert.ok(given.length > 0);
    assert.equal(enabled().length, zones.length - given.length);
  });
});

/** A copy of the example, since the test changes its list of stacks. */
function copyOf(directory: string): string {
  // Resolved, because Node resolves links (on macOS the temporary directory is behind one).
  const copy = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "shards-"));
  fs.cpSync(directory, copy, { recursive: true });
  linkPackages(copy);
  return copy;
}
