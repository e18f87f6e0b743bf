import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { ProviderProcesses } from "../../support/provider-processes.js";
import { story } from "../world.js";
import { another, crash, describeMoment, earlier } from "./arbitraries.js";
import { killed } from "./kill.js";
import { Stack, seed as seedOfWorld } from "./stack.js";

/** The number of crashes: CRASHES=40. CRASHES_SEED, which the title contains, selects them. */
const count = Number(process.env["CRASHES"] ?? 5);
const seed = Number(process.env["CRASHES_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

story(`A stack (CRASHES_SEED=${seed})`, { seed: seedOfWorld }, (world) => {
  const providers = new ProviderProcesses();
  const stack = new Stack(world);
  before(async () => {
    world.env = providers.env;
    world.emulator.faults.before = () => sleep(5 + Math.random() * 25);
    stack.declare(["low", "low", "low", "low", "low"]);
    await world.up();
  });
  after(() => providers.dispose());

  for (const [index, drawn] of fc.sample(crash, { numRuns: count, seed }).entries()) {
    const { operation, victim, refreshFirst } = drawn;
    const title = `${index + 1}. survives that its ${victim} is killed ${describeMoment(drawn.moment)} of ${operation}`;
    it(title, async () => {
      for (let { levels, moment } = drawn; ; levels = levels.map(another), moment = earlier(moment)) {
        stack.declare(levels);
        if (operation === "up of a new stack") {
          await world.destroy();
        }
        if (operation === "refresh") {
          stack.drift();
        }
        const recorded = await stack.initial();
        const found = stack.live();
        const isKilled = await killed(world, providers, drawn, moment);
        const kept = await stack.initial();
        const left = stack.live();

        // An up alone does not read settings that the program has not changed, but a destroy may have given those back.
        const isUp = operation !== "refresh" && operation !== "destroy";
        await stack.recover({ refreshFirst: refreshFirst || !isUp });
        await stack.checkThatItIsSettled();
        for (const [name, initial] of Object.entries(await stack.initial())) {
          // A resource that the state has lost is adopted again with the settings found then.
          assert.deepEqual(initial, name in kept ? (recorded[name] ?? found[name]) : left[name]);
        }
        if (isKilled) {
          return;
        }
      }
    });
  }

  it("gives back at last what it remembers", async () => {
    const initial = await stack.initial();
    await world.destroy();
    assert.deepEqual(stack.live(), initial);
  });
});
