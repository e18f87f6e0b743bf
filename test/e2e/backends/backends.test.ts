import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import os from "node:os";
import type { Operation, PulumiProject } from "../../../scripts/pulumi-project.js";
import { run } from "../../cli/command.js";
import { ProviderProcesses } from "../../support/provider-processes.js";
import { behaviors, criteria, fraud, off, on } from "../programs.js";
import { expressions, fraudSet, zonesOf } from "../sets/programs.js";
import { ACCOUNT, changes, fraudPath, id, story, type World, ZONE } from "../world.js";
import type { Backend } from "./backend.js";
import { file } from "./file.js";
import { postgres } from "./postgres.js";
import { s3 } from "./s3.js";

// All other stories store their state in files.
for (const backend of [postgres, s3]) {
  life(backend);
}
for (const backend of [file, postgres, s3]) {
  lock(backend);
}

/** Runs the quick start together with a set of many zones. */
function life(backend: Backend): void {
  const ids = Array.from({ length: 500 }, (_, index) => id(index.toString(16).padStart(4, "0")));
  const [changed = "", ...others] = ids;
  const zones = Object.fromEntries([ZONE, ...ids].map((zone) => [zone, {}]));
  const declared = (exceptions = {}) => [
    behaviors({ imp_travel: on("high"), high_dlp: on("medium") }),
    fraud({ userProfiles: "enabled", ...criteria([200, 302], [401, 403]) }),
    fraudSet({ ...zonesOf(ids, { userProfiles: "enabled" }), ...exceptions }),
  ];

  story(`A stack with its state on ${backend.scheme}://`, { seed: { zones }, backend }, (world) => {
    const live = (zone: string) => world.emulator.zone(zone);
    const enabled = () => [ZONE, ...ids].filter((zone) => live(zone).user_profiles === "enabled");

    it("is previewed and created, with a set of 500 zones in it, and then left alone", async () => {
      world.declare(...declared());
      const creations = ["create shop", "create shops", "create workforce"];
      assert.deepEqual(changes(await world.preview()).sort(), creations);
      assert.deepEqual(changes(await world.up()).sort(), creations);
      assert.equal(enabled().length, 501);
      assert.deepEqual((await world.up()).sent, []);
    });

    it("is among the stacks that fleet finds there, and the password of the URL is not shown", async () => {
      const env = Object.entries(world.project.env).map(([name, value]) => [name, value ?? ""]);
      const { code, stdout, stderr } = await run(["fleet"], { cwd: "/", env: Object.fromEntries(env) });
      assert.match(stdout, /^organization\/project\/dev +505$/m);
      assert.deepEqual([code, stderr], [0, ""]);
      const report = await run(["fleet", "--json"], { cwd: "/", env: Object.fromEntries(env) });
      assert.match(report.stdout, new RegExp(`"backend": "${backend.scheme}://`));
      assert.doesNotMatch(report.stdout, /canary-password/);
    });

    it("shows drift, and repairs it together with a change of one zone", async () => {
      live(ZONE).user_profiles = "disabled";
      world.emulator.account(ACCOUNT).behavior("imp_travel").enabled = false;
      assert.equal((await world.refresh()).sent.length, 502);
      world.declare(
        ...declared({ [changed]: { userProfiles: "enabled", usernameExpressions: expressions("a") } }),
      );
      const up = await world.up();
      assert.deepEqual(changes(up).sort(), ["update shop", "update shops", "update workforce"]);
      assert.deepEqual(live(changed).username_expressions, expressions("a"));
      assert.deepEqual(
        up.sent.filter((line) => others.some((zone) => line.endsWith(fraudPath(zone)))),
        [],
      );
      assert.equal(enabled().length, 501);
    });

    it("gives back all in the end, as it was before the first up", async () => {
      await world.destroy();
      assert.deepEqual(enabled(), []);
      assert.deepEqual(live(changed).username_expressions, []);
    });
  });
}

/** Two people, each with a checkout of the program, share only the backend. */
function lock(backend: Backend): void {
  story(`Two people and a stack with its state on ${backend.scheme}://`, { backend }, (world) => {
    const processes = new ProviderProcesses();
    let colleague: PulumiProject;
    before(async () => {
      world.env = processes.env;
      declare(world, "low");
      colleague = await world.project.checkOut();
    });
    after(() => processes.dispose());
    const found = { imp_travel: off("high") };
    const live = () => world.emulator.account(ACCOUNT).behavior("imp_travel").risk_level;
    const initial = async () => Object((await world.state("workforce")).outputs["initial"]);

    /** The engine fails where a lock that it has listed is gone when it reads whose that is (NoSuchKey). Then it runs again. */
    const upUnlessLocked = async (
      one: typeof world | PulumiProject,
    ): Promise<Pick<Operation, "code" | "stderr">> => {
      const ended = await one.up({ allowFailure: true });
      return ended.code !== 0 && ended.stderr.includes("NoSuchKey") ? upUnlessLocked(one) : ended;
    };

    it("let one of them in, and tell the other who that is", async () => {
      declare(world, "high");
      let refused: Operation | undefined;
      world.emulator.faults.before = async ({ method }) => {
        if (method === "PUT") {
          refused ??= await colleague.up({ allowFailure: true });
        }
      };
      let holder: number | undefined;
      await world.up({ onStart: ({ pid }) => (holder = pid) });
      world.emulator.faults.clear();
      assert.ok(refused !== undefined && refused.code !== 0);
      assert.match(refused.stderr, /the stack is currently locked by 1 lock\(s\)/);
      const who = `created by ${os.userInfo().username}@${os.hostname()} (pid ${holder})`;
      assert.ok(refused.stderr.includes(who), refused.stderr);
      assert.equal(live(), "high");
    });

    it("never work at the same time, and lose nothing, even if they start at the same moment", async () => {
      declare(world, "low");
      const start = world.emulator.requests.length;
      // Each may see the other's lock and give up.
      const both = await Promise.all([world, colleague].map(upUnlessLocked));
      for (const { code, stderr } of both) {
        assert.ok(code === 0 || stderr.includes("the stack is currently locked"), stderr);
      }
      await colleague.up();
      const puts = world.emulator.requests.slice(start).filter(({ method }) => method === "PUT");
      assert.equal(puts.length, 1);
      assert.equal(live(), "low");
      assert.deepEqual(await initial(), found);
    });

    it("are let in again by pulumi cancel after the one who held the lock was killed", async () => {
      declare(world, "high");
      let cli: ChildProcess | undefined;
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      world.emulator.faults.before = async () => {
        cli?.kill("SIGKILL");
        await released;
      };
      const killed = await world.up({ allowFailure: true, onStart: (child) => (cli = child) });
      assert.equal(killed.code, null);
      processes.kill();
      world.emulator.faults.clear();
      release();
      const refused = await colleague.up({ allowFailure: true });
      assert.match(refused.stderr, new RegExp(`currently locked .*\\(pid ${cli?.pid}\\)`, "s"));
      await colleague.run(["cancel", "--yes"]);
      await world.up();
      assert.equal(live(), "high");
      assert.deepEqual(await initial(), found);
    });
  });
}

function declare(world: World, riskLevel: string): void {
  world.declare(behaviors({ imp_travel: on(riskLevel) }));
}
