import assert from "node:assert/strict";
import { targetsOf } from "../../cli/adopt/targets.js";
import { placesOf } from "../../cli/status/places-in-state.js";
import { masked, redactingState } from "../../cli/status/secrets-in-state.js";
import { concealing } from "../../provider/fraud-settings/conceal.js";
import { fraudKind } from "../../provider/fraud-settings/kind.js";
import { redact } from "../../provider/http/redaction.js";
import { behaviorsKind } from "../../provider/risk-behaviors/kind.js";
import { singleLayout } from "../../provider/settings/inputs-and-state/single-layout.js";
import { accountId, zoneId } from "../support/arbitraries.js";
import { SECRET } from "./arbitraries.js";

const behaviors = singleLayout(behaviorsKind);
const fraud = singleLayout(fraudKind);
const SMALL = 500;
const FACTOR = 16;
/** Of work whose time is the square of its size the larger one takes 256 times as long. */
const MOST = 4 * FACTOR;
/** The collector of garbage has threads of its own, which count as well, and make a whole round slower where the machine is busy. What grows with the square is too slow in each. */
const ROUNDS = 10;

const times = <T>(size: number, make: (index: number) => T): T[] =>
  Array.from({ length: size }, (_, index) => make(index));
const map = <T>(size: number, value: T) =>
  Object.fromEntries(times(size, (index) => [`behavior_${index}`, value]));
const zones = <T>(size: number, value: T) =>
  Object.fromEntries(times(size, (index) => [index.toString(16).padStart(32, "0"), value]));
/** As the state holds it. */
const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});
const level = { enabled: true, riskLevel: "high" };

/** Work of a size, made ready. */
const work: Readonly<Record<string, (size: number) => () => unknown>> = {
  "checking and reading that many behaviors": (size) => {
    const inputs = { accountId, behaviors: map(size, level) };
    return () => [behaviors.check(inputs), behaviors.drafts(inputs), behaviors.decode(inputs)];
  },
  "refusing that many behaviors": (size) => {
    const inputs = { accountId, behaviors: map(size, { enabled: "?", riskLevel: 7 }) };
    return () => behaviors.check(inputs);
  },
  "telling what a name of that length is like": (size) => {
    const live = map(20, level);
    return () => behaviorsKind.missingReason("x".repeat(size * 10), live);
  },
  "refusing that many status codes": (size) => {
    const criteria = { statusCodes: times(size, (index) => 100 + (index % 500)) };
    const inputs = {
      zoneId,
      authenticationSettings: { successCriteria: criteria, failureCriteria: criteria },
    };
    return () => fraud.check(inputs);
  },
  "refusing that many expressions": (size) => {
    const inputs = { zoneId, usernameExpressions: times(size, () => "") };
    return () => fraud.check(inputs);
  },
  "checking an expression of that length": (size) => {
    const inputs = { zoneId, usernameExpressions: ["(".repeat(size * 1_000)] };
    return () => fraud.check(inputs);
  },
  "concealing an expression in an answer of that length": (size) => {
    const text = `'${SECRET}' near '`.repeat(size * 10);
    return () => concealing([SECRET])(text);
  },
  "finding that many zones in the state of a set": (size) => {
    const inputs = { zones: zones(size, { userProfiles: "enabled" }) };
    const outputs = { ...inputs, initial: zones(size, { userProfiles: "disabled" }) };
    return () => {
      const { initial } = outputs;
      const visible = { zones: Object(masked(inputs, outputs)).zones };
      return placesOf(fraudKind, { inputs, visible, initial, visibleInitial: initial });
    };
  },
  "naming that many zones": (size) => {
    const ids = Object.keys(zones(size, undefined));
    return () => targetsOf("zone", ids);
  },
  "redacting the secrets of a set of that many zones in a message about each": (size) => {
    const state = zones(size, secret({ usernameExpressions: [SECRET] }));
    return () => {
      const redactState = redactingState(state);
      return Object.keys(state).map((id) => redactState(`Cloudflare does not know zone ${id}: ${SECRET}.`));
    };
  },
  "redacting an answer of that length": (size) => {
    const text = `${SECRET} and ${SECRET.slice(0, 5)}`.repeat(size * 10);
    return () => redact(text, [SECRET]);
  },
};

describe("The time that it takes grows with the size, not with its square:", () => {
  for (const [title, make] of Object.entries(work)) {
    it(title, () => {
      const [small, large] = [make(SMALL), make(SMALL * FACTOR)];
      // What is compiled later is faster.
      for (let run = 0; run < 3; run += 1) {
        small();
      }
      const ratios: number[] = [];
      do {
        ratios.push(fastest(large) / Math.max(fastest(small), 100));
      } while (Math.min(...ratios) >= MOST && ratios.length < ROUNDS);
      const ratio = Math.min(...ratios);
      assert.ok(ratio < MOST, `${FACTOR} times the size took ${ratio.toFixed(1)} times as long`);
    });
  }
});

/** Microseconds of the processor: what else the machine does hardly counts. */
function fastest(run: () => unknown): number {
  const runs = times(3, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return Math.min(...runs);
}
