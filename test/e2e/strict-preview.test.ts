import assert from "node:assert/strict";
import { fault } from "../../emulator/index.js";
import { behaviors, criteria, fraud, on } from "./programs.js";
import { behaviorsSet } from "./sets/programs.js";
import { ACCOUNT, behaviorsPath, id, story, type Told, type World, ZONE } from "./world.js";

const OFFLINE = { CLOUDFLARE_BASE_URL: "http://127.0.0.1:9/client/v4" };
const NO_TOKEN = { CLOUDFLARE_API_TOKEN: undefined };
const OTHER = id("c1");

function said({ diagnostics }: Told, wanted: string): string[] {
  return diagnostics.flatMap(({ severity, message }) => (severity === wanted ? [message.trim()] : []));
}

/** The warnings in the output of `preview --json`. */
function warningsInJson({ stdout }: Told): string[] {
  const { diagnostics = [] }: { diagnostics?: { severity: string; message: string }[] } = JSON.parse(stdout);
  return diagnostics.flatMap(({ severity, message }) => (severity === "warning" ? [message.trim()] : []));
}

async function fails(world: World, pattern: RegExp, env: Record<string, string | undefined> = {}) {
  const preview = await world.preview({ allowFailure: true, env });
  assert.notEqual(preview.code, 0);
  assert.match(said(preview, "error").join("\n"), pattern);
  assert.deepEqual(preview.puts, []);
}

async function warns(world: World, pattern: RegExp, env: Record<string, string | undefined> = {}) {
  const preview = await world.preview({ args: ["--json"], env });
  for (const warnings of [said(preview, "warning"), warningsInJson(preview)]) {
    assert.equal(warnings.length, 1, warnings.join("\n"));
    assert.match(warnings.join(), pattern);
  }
}

for (const strict of [false, true]) {
  const config = strict ? { "risk-posture:strict": "true" } : {};
  const seed = { accounts: { [ACCOUNT]: {}, [OTHER]: {} }, zones: { [ZONE]: {} } };
  story(`A preview${strict ? " that is strict" : ""}`, { config, seed }, (world) => {
    /** Fails a strict preview, and is a warning otherwise. */
    const cannotLook = strict ? fails : warns;
    const end = strict
      ? "risk-posture:strict makes this a failure: .* set risk-posture:strict to false\\."
      : "What is overwritten will be shown before it is written\\.";

    it("fails where the account does not exist", async () => {
      world.declare(behaviors({ imp_travel: on("low") }, { account: id("dead") }));
      await fails(world, /7003/);
    });

    it("fails where the token is refused", async () => {
      world.declare(behaviors({ imp_travel: on("low") }));
      await fails(world, /token/, { CLOUDFLARE_API_TOKEN: "canary-refused" });
    });

    it("fails where criteria are declared without the user profiles that they need", async () => {
      world.declare(fraud(criteria([200], [401])));
      await fails(world, /authenticationSettings\.successCriteria needs user profiles/);
    });

    it("does not where another resource declares these", async () => {
      world.declare(fraud(criteria([200], [401])), fraud({ userProfiles: "enabled" }, { name: "profiles" }));
      const preview = await world.preview();
      assert.deepEqual(said(preview, "warning"), [
        'shop (023e10…): cannot set successCriteria yet: it needs user profiles, which are disabled on this zone: declare userProfiles: "enabled". If another resource brings that about, name that one in "dependsOn"',
        'shop (023e10…): cannot set failureCriteria yet: it needs user profiles, which are disabled on this zone: declare userProfiles: "enabled". If another resource brings that about, name that one in "dependsOn"',
      ]);
    });

    it(`${strict ? "fails" : "goes on with a warning"} where there is no token`, async () => {
      world.declare(
        behaviors({ imp_travel: on("low") }),
        behaviors({ high_dlp: on("low") }, { name: "others" }),
      );
      await cannotLook(world, /not compared with the live settings: No Cloudflare credentials/, NO_TOKEN);
    });

    it(`${strict ? "fails" : "goes on with a warning"} where there is no network`, async () => {
      await cannotLook(
        world,
        new RegExp(`not compared with the live settings: .*127\\.0\\.0\\.1:9.* ${end}`),
        OFFLINE,
      );
    });

    it("looks at nothing, and so fails at nothing, where nothing comes to be managed", async () => {
      await world.up();
      const preview = await world.preview({ args: ["--expect-no-changes"], env: OFFLINE });
      assert.deepEqual([...said(preview, "warning"), ...said(preview, "error")], []);
    });

    it(`${strict ? "fails" : "goes on with a warning"} where it cannot look at what an operation has left half done`, async () => {
      world.declare(
        behaviorsSet({ [ACCOUNT]: { imp_travel: on("low") }, [OTHER]: { imp_travel: on("low") } }),
      );
      const refusal = {
        success: false,
        errors: [{ code: 10_000, message: "no" }],
        messages: [],
        result: null,
      };
      world.emulator.faults.add(fault.answer(403, refusal), { method: "PUT", path: behaviorsPath(OTHER) });
      assert.notEqual((await world.up({ allowFailure: true })).code, 0);
      world.emulator.faults.clear();
      await cannotLook(world, /not compared with the live settings: No Cloudflare credentials/, NO_TOKEN);
    });
  });
}
