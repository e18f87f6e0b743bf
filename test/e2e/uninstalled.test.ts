import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { behaviors, on } from "./programs.js";
import { changes, story } from "./world.js";

const page = fs.readFileSync(path.join(__dirname, "../../docs/errors.md"), "utf8");
const [, section = ""] = page.split("## After `npm uninstall`\n");
const [, explained = "no message is explained"] = /```\n(.*)\n```/.exec(section) ?? [];

story("A package that is uninstalled before destroy", {}, (world) => {
  const installed = () => path.join(world.project.program, "node_modules", "pulumi-risk-posture");

  it("is named by the engine in the words that docs/errors.md explains, and nothing is lost", async () => {
    world.declare(behaviors({ imp_travel: on("low") }));
    await world.up();
    fs.renameSync(installed(), `${installed()}-elsewhere`);
    for (const told of [
      await world.refresh({ allowFailure: true }),
      await world.destroy({ allowFailure: true }),
    ]) {
      assert.notEqual(told.code, 0);
      assert.ok(
        told.lines.some((line) => line.includes(explained)),
        told.stdout,
      );
      assert.deepEqual(told.sent, []);
    }
    assert.deepEqual(Object.keys(await world.resources()), ["workforce"]);
  });

  it("gives back what was there once it is installed again", async () => {
    fs.renameSync(`${installed()}-elsewhere`, installed());
    const destroy = await world.destroy();
    assert.deepEqual(changes(destroy), ["delete workforce"]);
    assert.deepEqual(destroy.puts, [{ behaviors: { imp_travel: { enabled: false, risk_level: "high" } } }]);
  });
});
