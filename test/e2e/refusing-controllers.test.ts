import assert from "node:assert/strict";
import { PASSWORD, RefusingControllers, TOKEN } from "../risk-model/refusing-controllers.js";
import { story } from "./world.js";

story("Controllers that refuse", { secrets: [PASSWORD, TOKEN] }, (world) => {
  const controllers = new RefusingControllers();
  before(() => controllers.start());
  after(() => controllers.stop());

  it("stop a preview with one clear line each, and nothing secret gets into it", async () => {
    // One that repeats the password, one that repeats the token, and one whose certificate nobody trusts.
    const refusing = ["401 (json) at login", "403 (json) at risk-model", "an unknown authority"].map(
      (wanted) => controllers.all.find(({ what }) => what === wanted) ?? assert.fail(wanted),
    );
    world.declare(...refusing.map(({ args }) => `risk.getRiskModel(${JSON.stringify(args)});`));
    const preview = await world.preview({ allowFailure: true });
    assert.notEqual(preview.code, 0);
    assert.equal(preview.lines.length, refusing.length);
    for (const { says } of refusing) {
      assert.equal(preview.lines.filter((line) => says.test(line)).length, 1, says.source);
    }
    assert.ok(preview.lines.every((line) => /\[[A-Z]+ .*\/admin\/[\w-]+(, status \d+)?\]$/.test(line)));
  });
});
