import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { behaviors, fraud, off, on } from "../programs.js";
import { behaviorsSet, fraudSet } from "../sets/programs.js";
import { ACCOUNT, changes, id, story, type Told, type World } from "../world.js";

const PACK = path.join(__dirname, "..", "..", "..", "examples", "policy-pack");
const SHOP = id("a1");
const BLOG = id("a2");

story("The example policy-pack", { seed: { zones: { [SHOP]: {}, [BLOG]: {} } } }, (world) => {
  const preview = () => world.preview({ args: withPack(world), allowFailure: true });

  it("stops a preview that disables a critical behavior", async () => {
    world.declare(behaviors({ imp_travel: off("low"), sentinel_one: off("low") }));
    assert.deepEqual(await preview().then(outcome), {
      failed: true,
      violations: [`workforce: imp_travel is critical and must be enabled in account ${ACCOUNT}.`],
    });
  });

  it("stops a preview that leaves fraud detection off in a production zone, and in no other", async () => {
    world.declare(
      fraud({ usernameExpressions: [] }, { name: "shop", zone: SHOP }),
      fraud({ usernameExpressions: [] }, { name: "blog", zone: BLOG }),
      `new risk.RiskPosture("acme", {
        baseline: { fraud: { authenticationSettings: { successCriteria: { statusCodes: [] } } } },
        zones: { shop: { zoneId: "${SHOP}" }, blog: { zoneId: "${BLOG}" } },
      });`,
    );
    const sentence = `The production zone ${SHOP} must declare userProfiles: "enabled".`;
    assert.deepEqual(await preview().then(outcome), {
      failed: true,
      violations: [`acme-zones: ${sentence}`, `shop: ${sentence}`],
    });
  });

  it("stops a preview in which an account or a zone of a set breaks a rule, and names it", async () => {
    const retain = { onDestroy: "retain" };
    world.declare(
      behaviorsSet({ [ACCOUNT]: { high_dlp: off("low"), sentinel_one: off("low") } }),
      fraudSet({ [SHOP]: { usernameExpressions: [] }, [BLOG]: { usernameExpressions: [] } }, retain),
    );
    assert.deepEqual(await preview().then(outcome), {
      failed: true,
      violations: [
        `shops: The production zone ${SHOP} must declare userProfiles: "enabled".`,
        'shops: onDestroy: "retain" is not allowed in the stack dev: use "restore" or "disable".',
        `staff: high_dlp is critical and must be enabled in account ${ACCOUNT}.`,
      ],
    });
  });

  it("stops a preview of a development stack in which something would stay", async () => {
    world.declare(
      behaviors({ imp_travel: on("low") }, { onDestroy: "retain" }),
      fraud({ userProfiles: "enabled" }, { name: "shop", zone: SHOP, onDestroy: "retain" }),
    );
    const sentence = 'onDestroy: "retain" is not allowed in the stack dev: use "restore" or "disable".';
    assert.deepEqual(await preview().then(outcome), {
      failed: true,
      violations: [`shop: ${sentence}`, `workforce: ${sentence}`],
    });
  });

  it("lets up deploy what keeps the rules", async () => {
    world.declare(
      behaviors({ imp_travel: on("low"), sentinel_one: off("low") }),
      fraud({ userProfiles: "enabled" }, { name: "shop", zone: SHOP }),
    );
    const up = await world.up({ args: withPack(world) });
    assert.deepEqual(outcome(up), { failed: false, violations: [] });
    assert.deepEqual(changes(up).sort(), ["create shop", "create workforce"]);
  });
});

function withPack({ project }: World): string[] {
  const config = path.join(project.directory, "policies.json");
  fs.writeFileSync(config, JSON.stringify({ "production-fraud-detection": { zones: [SHOP] } }));
  return ["--policy-pack", PACK, "--policy-pack-config", config];
}

const PolicyEvent = z.object({ policyEvent: z.object({ resourceUrn: z.string(), message: z.string() }) });

/** Whether the run failed, and the pack's messages by resource. */
function outcome({ code, events }: Told) {
  const violations = events.flatMap((event) => {
    const { data } = PolicyEvent.safeParse(event);
    if (data === undefined) {
      return [];
    }
    const { resourceUrn, message } = data.policyEvent;
    return `${resourceUrn.split("::").at(-1)}: ${message.trim().split("\n").at(-1)?.trim()}`;
  });
  return { failed: code !== 0, violations: violations.sort() };
}
