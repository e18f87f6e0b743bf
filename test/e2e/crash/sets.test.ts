import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { ProviderProcesses } from "../../support/provider-processes.js";
import { fraudSet, zonesOf } from "../sets/programs.js";
import { fraudPath, id, story } from "../world.js";

/** The number of moments of each kind: CRASHES=40. */
const count = Math.max(1, Math.round(Number(process.env["CRASHES"] ?? 4) / 4));
const ZONES = 500;
const ids = Array.from({ length: ZONES }, (_, index) => id(index.toString(16).padStart(3, "0")));
/** Each zone has different initial settings, so that remembered values differ from written ones. */
const expressionsOf = (index: number) => [`http.request.body.form["${index}"][0]`];
const seed = {
  zones: Object.fromEntries(ids.map((zone, index) => [zone, { username_expressions: expressionsOf(index) }])),
};
const settings = { userProfiles: "enabled", usernameExpressions: ["lower(http.host)"] };

story(`A set of ${ZONES} zones`, { seed }, (world) => {
  const providers = new ProviderProcesses();
  const live = (zone: string) => world.emulator.zone(zone);
  const written = () => ids.filter((zone) => live(zone).user_profiles === "enabled");
  before(() => {
    world.env = providers.env;
    world.emulator.faults.latency = [5, 30];
  });
  beforeEach(() => world.declare(fraudSet(zonesOf(ids, settings))));
  afterEach(async () => {
    providers.kill();
    world.emulator.faults.before = () => {};
    for (const [index, zone] of ids.entries()) {
      Object.assign(live(zone), { user_profiles: "disabled", username_expressions: expressionsOf(index) });
    }
  });
  after(() => providers.dispose());

  /** Creates the set, and sends the signal to the CLI at the given number of PUTs. */
  async function upWith(signal: NodeJS.Signals, puts: number): Promise<void> {
    let cli: ChildProcess | undefined;
    let seen = 0;
    world.emulator.faults.before = ({ method }) => {
      seen += method === "PUT" ? 1 : 0;
      if (seen === puts && method === "PUT") {
        cli?.kill(signal);
      }
    };
    const onStart = (child: ChildProcess) => {
      cli = child;
    };
    await world.up({ allowFailure: true, onStart });
    world.emulator.faults.before = () => {};
  }

  const moments = Array.from({ length: count }, () => 1 + Math.floor(Math.random() * (ZONES - 100)));

  for (const puts of moments) {
    it(`that is cancelled at its PUT ${puts} has recorded what it has done, and the next up does the rest`, async () => {
      await upWith("SIGINT", puts);
      const done = written();
      assert.ok(done.length >= puts - 64 && done.length < ZONES, `${done.length} are written`);
      const { outputs } = await world.state("shops");
      assert.deepEqual(Object.keys(Object(outputs["zones"])).sort(), [...done].sort());
      const up = await world.up();
      const rest = ids.filter((zone) => !done.includes(zone));
      assert.deepEqual(
        new Set(up.requests.map(({ path }) => path)),
        new Set(rest.map((zone) => fraudPath(zone))),
      );
      assert.equal(written().length, ZONES);
      assert.deepEqual(
        await world.secretOutput("shops", "initial"),
        initialOf(() => true),
      );
      await world.destroy();
      assert.deepEqual(
        ids.map((zone) => live(zone).username_expressions),
        ids.map((_, index) => expressionsOf(index)),
      );
    });

    it(`whose CLI is killed at its PUT ${puts} is adopted again, and the log has what was there before`, async () => {
      await upWith("SIGKILL", puts);
      await world.project.run(["cancel", "--yes"], { allowFailure: true });
      const done = new Set(written());
      await world.up({ args: ["--refresh"] });
      assert.equal(written().length, ZONES);
      // Nothing was recorded, so the values found now count as the initial ones. They differ where the first up has written.
      assert.deepEqual(
        await world.secretOutput("shops", "initial"),
        initialOf((zone) => !done.has(zone)),
      );
      await world.project.run(["destroy", "--yes", "--skip-preview"]);
    });
  }

  function initialOf(isAsBefore: (zone: string) => boolean) {
    return Object.fromEntries(
      ids.map((zone, index) => [
        zone,
        isAsBefore(zone) ? { userProfiles: "disabled", usernameExpressions: expressionsOf(index) } : settings,
      ]),
    );
  }
});
