import assert from "node:assert/strict";
import { PASSWORD, RefusingControllers, TOKEN } from "../risk-model/refusing-controllers.js";
import { story } from "./world.js";

story("Controllers that refuse", { secrets: [PASSWORD, TOKEN] }, (world) => {
  const controllers = new RefusingControllers();
  before(() => controllers.start());
  after(() => controllers.stop());

  it("are each explained to the program in one clear line, and nothing secret gets into output or state", async () => {
    const all = controllers.all.map(({ args }) => args);
    world.declare(
      `const why = (args) => risk.getRiskModel(args).then(() => "read", (error) => error.message);
       exports.messages = Promise.all(${JSON.stringify(all)}.map(why));`,
    );
    await world.up();
    const { messages } = await world.project.outputs();
    assert.ok(Array.isArray(messages));
    assert.equal(messages.length, controllers.all.length);
    for (const [index, { what, says }] of controllers.all.entries()) {
      assert.match(String(messages[index]), says, what);
    }
  });

  it("stop a preview with that one line each", async () => {
    const lookups = controllers.all
      .slice(-3)
      .map(({ args }) => `risk.getRiskModel(${JSON.stringify(args)});`);
    world.declare(...lookups);
    const preview = await world.preview({ allowFailure: true });
    assert.notEqual(preview.code, 0);
    assert.equal(preview.lines.length, lookups.length);
    for (const line of preview.lines) {
      assert.match(line, /^The certificate of .* \[GET \/admin\/version\]$/);
    }
  });
});
