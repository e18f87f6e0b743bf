import assert from "node:assert/strict";
import { behaviors, code, fraud, on } from "../programs.js";
import { changes, story, type Told } from "../world.js";

story("Two resources of the plugin that manage the same setting", { variant: "plugin" }, (world) => {
  const errors = ({ diagnostics }: Told) =>
    diagnostics.flatMap(({ severity, message }) => (severity === "error" ? message.split("\n") : []));

  it("are refused by the check of the second, which names the first", async () => {
    world.declare(
      behaviors({ imp_travel: on("low"), high_dlp: on("low") }),
      behaviors({ imp_travel: on("high") }, { name: "second" }),
    );
    const preview = await world.preview({ allowFailure: true });
    assert.notEqual(preview.code, 0);
    assert.deepEqual(preview.puts, []);
    assert.match(
      errors(preview).join("\n"),
      /behaviors\.imp_travel is managed by (workforce|second) too: declare it in one of them only/,
    );
  });

  it("are no such thing where they manage different ones, of which one needs the other", async () => {
    const criteria = { authenticationSettings: { successCriteria: { statusCodes: [200] } } };
    world.declare(
      `const shop = ${fraud({ userProfiles: "enabled" })}`,
      fraud(criteria, { name: "login", opts: code("{ dependsOn: [shop] }") }),
    );
    const preview = await world.preview();
    assert.ok(
      preview.lines.some((line) => /cannot set successCriteria yet: it needs user profiles/.test(line)),
    );
    await world.up();
  });

  it("are none in a rename with aliases", async () => {
    const criteria = { authenticationSettings: { successCriteria: { statusCodes: [200] } } };
    world.declare(
      `const shop = ${fraud({ userProfiles: "enabled" }, { name: "store", opts: code('{ aliases: [{ name: "shop" }] }') })}`,
      fraud(criteria, { name: "login", opts: code("{ dependsOn: [shop] }") }),
    );
    const up = await world.up();
    assert.deepEqual(up.sent, []);
    assert.deepEqual(changes(up), []);
  });
});
