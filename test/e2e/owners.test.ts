import assert from "node:assert/strict";
import { behaviors, code, fraud, on } from "./programs.js";
import { ACCOUNT, story, ZONE } from "./world.js";

const COMPONENT = `class Team extends pulumi.ComponentResource {
  constructor(name, declare) { super("test:index:Team", name); declare(this); }
}`;
/** The account is unknown until this resource is created. */
const SOURCE = `const create = async () => ({ id: "x", outs: { account: ${JSON.stringify(ACCOUNT)} } });
const source = new pulumi.dynamic.Resource({ create }, "source", { account: undefined });`;

story("Two resources that manage the same setting", {}, (world) => {
  const refused = async (...statements: string[]) => {
    world.declare(...statements);
    const preview = await world.preview({ allowFailure: true });
    assert.notEqual(preview.code, 0);
    assert.deepEqual(
      preview.sent.filter((sent) => sent.startsWith("PUT")),
      [],
    );
    return preview.lines.filter((line) => line.includes("both manage"));
  };
  const conflict =
    /^RiskBehaviors "(workforce|second)" and "(workforce|second)" both manage imp_travel of the same account: declare it in one of them only\.$/;

  it("are refused in the preview, in one line with both names", async () => {
    const lines = await refused(
      behaviors({ imp_travel: on("low"), high_dlp: on("low") }),
      behaviors({ imp_travel: on("high") }, { name: "second" }),
    );
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? "", conflict);
  });

  it("are refused across a component", async () => {
    const lines = await refused(
      COMPONENT,
      behaviors({ imp_travel: on("low") }),
      `new Team("team", (parent) => { ${behaviors({ imp_travel: on("low") }, { name: "second", opts: code("{ parent }") })} });`,
    );
    assert.match(lines[0] ?? "", conflict);
  });

  it("are refused where an id is secret, or an output", async () => {
    const secret = code(`pulumi.secret(${JSON.stringify(ACCOUNT)})`);
    const [line = ""] = await refused(
      behaviors({ imp_travel: on("low") }, { account: secret }),
      behaviors({ imp_travel: on("low") }, { name: "second" }),
    );
    assert.match(line, conflict);
    assert.ok(!line.includes(ACCOUNT));
  });

  it("are refused where the whole map is an output", async () => {
    const lines = await refused(
      behaviors({ imp_travel: on("low") }),
      behaviors(code('pulumi.output({ imp_travel: { enabled: true, riskLevel: "low" } })'), {
        name: "second",
      }),
    );
    assert.match(lines[0] ?? "", conflict);
  });

  it("are refused for one fraud setting, and not for different ones", async () => {
    const lines = await refused(
      fraud({ userProfiles: "enabled", usernameExpressions: [] }),
      fraud({ usernameExpressions: [] }, { name: "second" }),
    );
    assert.match(
      lines[0] ?? "",
      /^FraudSettings "shop" and "second" both manage usernameExpressions of the same zone/,
    );
    world.declare(fraud({ userProfiles: "enabled" }), fraud({ usernameExpressions: [] }, { name: "second" }));
    await world.preview();
  });

  it("are refused in the deployment where the id is known only then, and the second never reaches Cloudflare", async () => {
    world.declare(
      SOURCE,
      behaviors({ imp_travel: on("low") }, { account: code("source.account") }),
      behaviors({ imp_travel: on("high") }, { name: "second", account: code("source.account") }),
    );
    await world.preview();
    const up = await world.up({ allowFailure: true });
    assert.notEqual(up.code, 0);
    assert.ok(up.lines.some((line) => conflict.test(line)));
    assert.ok(!JSON.stringify(up.puts).includes('"high"'));
  });

  it("are not seen in an alias, nor in a replacement", async () => {
    world.declare(behaviors({ imp_travel: on("low") }));
    await world.up();
    world.declare(
      behaviors(
        { imp_travel: on("low") },
        { name: "renamed", opts: code('{ aliases: [{ name: "workforce" }] }') },
      ),
    );
    await world.preview({ args: ["--replace", "**renamed"] });
    await world.up({ args: ["--replace", "**renamed"] });
    assert.equal(world.emulator.zone(ZONE).user_profiles, "disabled");
  });
});
