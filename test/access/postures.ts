import fc from "fast-check";
import type { AccessFromApi, PolicyFromApi } from "../../provider/access/from-api.js";
import type { BehaviorLevels } from "../../provider/access/levels-without-effect.js";
import { account, group, groupOf, LEVELS, other, policy, risk } from "./support.js";

export interface Posture {
  readonly behaviors: BehaviorLevels;
  readonly access: AccessFromApi;
}

export const LADDER = ["low", "medium", "high"] as const;

/** The ways to act on levels, which all come to the same. */
const WAYS: readonly ((id: string, levels: readonly string[]) => PolicyFromApi[])[] = [
  (id, levels) => [policy(id, "deny", { include: [risk(...levels)] })],
  (id, levels) => [policy(id, "deny", { include: [other], require: [risk(...levels), other] })],
  (id, levels) => [policy(id, "deny", { include: levels.map((level) => risk(level)) })],
  (id, levels) => levels.map((level) => policy(`${id}-${level}`, "deny", { include: [risk(level)] })),
  (id, levels) => [policy(id, "allow", { include: [other], exclude: [risk(...levels)] })],
  (id, levels) => [policy(id, "allow", { include: [other], require: [risk(...without(levels))] })],
  (id, levels) => [policy(id, "deny", { include: [group(`risky-${levels.join("-")}`)] })],
];

function without(levels: readonly string[]): string[] {
  return LEVELS.filter((level) => !levels.includes(level));
}

const groups = [0, 1, 2].map((from) => {
  const levels = LADDER.slice(from);
  return groupOf(`risky-${levels.join("-")}`, { include: [risk(...levels)] });
});

/**
 * Behaviors of the levels from one on upwards, and applications that act on all of these, or on some from another one on. At least one
 * acts on all.
 */
export const consistent: fc.Arbitrary<Posture & { readonly from: number }> = fc
  .record({
    from: fc.nat(2),
    more: fc.array(fc.tuple(fc.constantFrom(...LADDER), fc.boolean()), { maxLength: 5 }),
    ways: fc.array(fc.tuple(fc.constantFrom(...WAYS), fc.nat(2)), { maxLength: 4 }),
    way: fc.constantFrom(...WAYS),
  })
  .map(({ from, more, ways, way }) => {
    const given = LADDER.slice(from);
    const required = given.map((level) => [`gives_${level}`, { enabled: true, riskLevel: level }] as const);
    const others = more.map(
      ([riskLevel, enabled], index) =>
        [`other_${index}`, { enabled: enabled && given.includes(riskLevel), riskLevel }] as const,
    );
    const applications = [[way, 0] as const, ...ways].map(
      ([act, higher], index) =>
        [`app${index}`, act(`p${index}`, LADDER.slice(Math.max(from, higher)))] as const,
    );
    return {
      from,
      behaviors: Object.fromEntries([...required, ...others]),
      access: account(Object.fromEntries(applications), groups),
    };
  });
