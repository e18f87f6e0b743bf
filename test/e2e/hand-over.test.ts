import assert from "node:assert/strict";
import { behaviors, code, off, on } from "./programs.js";
import { ACCOUNT, changes, story } from "./world.js";

const INITIAL = off("high");
const COMPONENT = `class Team extends pulumi.ComponentResource {
  constructor(name, declare) { super("test:index:Team", name); declare(this); }
}`;

story("A resource that takes the place of another", {}, (world) => {
  const live = () => world.emulator.account(ACCOUNT).settings["imp_travel"];
  const initial = async (name: string) => (await world.state(name)).outputs["initial"];
  const deployed = { enabled: true, risk_level: "low" };

  it("keeps what was there before when it is replaced by force, and writes nothing", async () => {
    world.declare(behaviors({ imp_travel: on("low") }));
    await world.up();
    const up = await world.up({ args: ["--replace", "**workforce"] });
    assert.ok(changes(up).includes("replace workforce"));
    assert.deepEqual(up.puts, []);
    assert.deepEqual(await initial("workforce"), { imp_travel: INITIAL });
  });

  it("keeps it although the settings are to be retained", async () => {
    world.declare(behaviors({ imp_travel: on("low") }, { onDestroy: "retain" }));
    await world.up();
    await world.up({ args: ["--replace", "**workforce"] });
    assert.deepEqual(await initial("workforce"), { imp_travel: INITIAL });
    world.declare(behaviors({ imp_travel: on("low") }));
    await world.up();
  });

  it("keeps it when the old one was tainted", async () => {
    const { urn } = await world.state("workforce");
    await world.project.run(["state", "taint", urn, "--yes"]);
    const up = await world.up();
    assert.ok(changes(up).includes("replace workforce"));
    assert.deepEqual(up.puts, []);
    assert.deepEqual(await initial("workforce"), { imp_travel: INITIAL });
  });

  it("keeps it under another name with aliases", async () => {
    world.declare(
      behaviors(
        { imp_travel: on("low") },
        { name: "staff", opts: code('{ aliases: [{ name: "workforce" }] }') },
      ),
    );
    assert.deepEqual((await world.up()).sent, []);
    assert.deepEqual(await initial("staff"), { imp_travel: INITIAL });
  });

  it("under another name without aliases begins a new history, and is told the old one", async () => {
    world.declare(behaviors({ imp_travel: on("low") }, { name: "people" }));
    const up = await world.up();
    assert.deepEqual(changes(up), ["create people", "delete staff"]);
    assert.deepEqual(up.puts, []);
    assert.deepEqual(live(), deployed);
    assert.deepEqual(await initial("people"), { imp_travel: on("low") });
    const told = up.lines.find((line) =>
      line.includes("leaves imp_travel to the resource that declares it now"),
    );
    assert.match(told ?? "", /Before it was first managed: imp_travel: disabled, high\..*"aliases"/);
  });

  it("in a component is not wiped by the one that leaves the top of the program", async () => {
    world.declare(
      COMPONENT,
      `new Team("team", (parent) => { ${behaviors({ imp_travel: on("low") }, { name: "people", opts: code("{ parent }") })} });`,
    );
    const up = await world.up();
    assert.deepEqual(changes(up), ["create people", "delete people"]);
    assert.deepEqual(live(), deployed);
  });

  it("takes over one key with its history when it is replaced by force in the same run", async () => {
    world.declare(
      COMPONENT,
      `new Team("team", (parent) => { ${behaviors({ imp_travel: on("low"), high_dlp: on("high") }, { name: "people", opts: code("{ parent }") })} });`,
    );
    await world.up();
    const up = await world.up({ args: ["--replace", "**people"] });
    assert.deepEqual(up.puts, []);
    assert.deepEqual(await initial("people"), { imp_travel: on("low"), high_dlp: off("medium") });
  });
});
