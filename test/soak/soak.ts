import assert from "node:assert/strict";
import { type Emulator, type Fault, fault, startEmulator } from "../../emulator/index.js";
import { configOf } from "../support/emulator-config.js";
import { ProviderOfRun } from "../support/provider-of-run.js";
import { behaviorsOf, behaviorsSetOf, fraudOf, fraudSetOf, Lifecycle } from "./lifecycle.js";
import { type Held, SoakedProvider } from "./provider.js";

/** How many lifecycles: SOAK=5000. A fifth of them comes before the first measurement. */
const lifecycles = Number(process.env["SOAK"] ?? 5_000);
const warmUp = lifecycles / 5;
const SAMPLES = 20;

/** Accounts, and as many zones, that are alive at once, and as many of each in a set. */
const PAIRS = 5;

/**
 * Bytes for each lifecycle. The SDK remembers every run's text for ever, about 100 bytes of it for each lifecycle, and what the process
 * holds varies by 1 %. Whoever keeps as little as one answer for each lifecycle exceeds this.
 */
const MOST_GROWTH = 500;

const faults: readonly Fault[] = [
  fault.reset(),
  fault.dropRequest(),
  fault.dropAnswer(),
  fault.truncate(),
  fault.hang(),
  fault.status(500),
  fault.html(502, { applied: true }),
  fault.tooManyRequests(),
  fault.garbage(),
  fault.successFalse(),
];
const ONE_IN = 20;

const ids = (digits: string) =>
  Array.from({ length: PAIRS }, (_, index) => `${digits}${index}`.padEnd(32, "0"));
const seeded = (all: readonly string[]) => Object.fromEntries(all.map((id) => [id, {}]));

describe(`${lifecycles} lifecycles in one provider process, with one request in ${ONE_IN} hit by a fault`, function () {
  this.timeout(0);
  const [accounts, zones, accountsOfSet, zonesOfSet] = [ids("a"), ids("b"), ids("c"), ids("d")];
  const subjects = [
    ...accounts.map(behaviorsOf),
    ...zones.map(fraudOf),
    behaviorsSetOf(accountsOfSet),
    fraudSetOf(zonesOfSet),
  ];
  const samples: (Held & { readonly after: number })[] = [];
  let emulator: Emulator;
  let provider: SoakedProvider;
  before(async () => {
    emulator = await startEmulator({
      accounts: seeded([...accounts, ...accountsOfSet]),
      zones: seeded([...zones, ...zonesOfSet]),
    });
    for (const each of faults) {
      emulator.faults.add(each, { when: () => Math.random() < 1 / ONE_IN / faults.length });
    }
    provider = await SoakedProvider.start(configOf(emulator));
  });
  after(async () => {
    await provider.stop();
    await emulator.close();
  });

  it("all lead back to where they began", async () => {
    let ended = 0;
    let failures = 0;
    let requests = 0;
    let hit = 0;
    for (let sample = 0; sample <= SAMPLES; sample += 1) {
      for (; ended < warmUp + ((lifecycles - warmUp) * sample) / SAMPLES; ended += subjects.length) {
        const lives = subjects.map((subject) => new Lifecycle(subject, emulator, ended / subjects.length));
        // A destroy is a run of its own: in the one before, the program still declares what it destroys.
        const [up, destroy] = [new ProviderOfRun(provider.process), new ProviderOfRun(provider.process)];
        await Promise.all(lives.map((life) => life.live(up)));
        await Promise.all(lives.map((life) => life.end(destroy)));
        failures += lives.reduce((sum, life) => sum + life.failures, 0);
      }
      samples.push({ after: ended, ...(await provider.held()) });
      requests += emulator.requests.length;
      hit += emulator.requests.filter(({ fault }) => fault !== undefined).length;
      emulator.forgetRequests();
    }
    console.log(
      `      ${requests} requests, ${hit} of them hit; ${failures} operations failed and were repeated`,
    );
  });

  it("memory does not grow", () => {
    const growth = slope(samples.map(({ after, bytes }) => [after, bytes]));
    const [first, last] = [samples[0], samples.at(-1)];
    console.log(
      `      ${growth.toFixed(1)} bytes a lifecycle; ${first?.bytes} bytes after ${first?.after}, ${last?.bytes} after ${last?.after}`,
    );
    assert.ok(growth < MOST_GROWTH, samples.map(({ after, bytes }) => `${after}: ${bytes}`).join("\n"));
  });

  it("neither do listeners, timers and sockets", () => {
    const [first, last] = [samples[0] ?? assert.fail(), samples.at(-1) ?? assert.fail()];
    console.log(`      ${JSON.stringify(first)}\n      ${JSON.stringify(last)}`);
    assert.equal(last.listeners, first.listeners);
    for (const { descriptors, timers } of samples) {
      // Every account and zone may keep a connection.
      assert.ok(descriptors <= first.descriptors + 4 * PAIRS, `${descriptors} open descriptors`);
      assert.ok(timers <= 4 * PAIRS, `${timers} timers`);
    }
  });
});

/** How much the second grows for one of the first, by least squares. */
function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const both = points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0);
  const square = points.reduce((sum, [px]) => sum + (px - x) ** 2, 0);
  return both / square;
}
