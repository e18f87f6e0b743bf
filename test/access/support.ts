import fc from "fast-check";
import type {
  AccessFromApi,
  GroupFromApi,
  PolicyFromApi,
  RuleFromApi,
  RuleLists,
} from "../../provider/access/from-api.js";

export const risk = (...levels: string[]): RuleFromApi => ({ kind: "risk", levels });
export const group = (id: string): RuleFromApi => ({ kind: "group", id });
export const other: RuleFromApi = { kind: "other" };
export const everyone: RuleFromApi = { kind: "everyone" };
export const lists = (given: Partial<RuleLists>): RuleLists => ({
  include: [],
  require: [],
  exclude: [],
  ...given,
});

export function policy(id: string, decision: string, given: Partial<RuleLists>): PolicyFromApi {
  return { id, name: `Policy ${id}`, decision, ...lists(given) };
}

export function groupOf(id: string, given: Partial<RuleLists>): GroupFromApi {
  return { id, name: `Group ${id}`, ...lists(given) };
}

/** An account whose applications have these policies, each one of its own. */
export function account(
  applications: Readonly<Record<string, readonly PolicyFromApi[]>>,
  groups: readonly GroupFromApi[] = [],
): AccessFromApi {
  return {
    policies: [],
    applications: Object.entries(applications).map(([id, policies]) => ({ id, policies })),
    groups,
    incomplete: [],
  };
}

export const LEVELS = ["low", "medium", "high", "unscored"] as const;
const levels = fc.subarray([...LEVELS], { minLength: 1 });

/** Rules that refer to groups with these ids, and sometimes to one that there is not. */
function anyRule(ids: readonly string[]): fc.Arbitrary<RuleFromApi> {
  return fc.oneof(
    { weight: 3, arbitrary: levels.map((some) => risk(...some)) },
    { weight: 2, arbitrary: fc.constantFrom(other, other, everyone) },
    { weight: 2, arbitrary: fc.constantFrom(...ids, "missing").map(group) },
  );
}

function anyLists(ids: readonly string[]): fc.Arbitrary<RuleLists> {
  const some = fc.array(anyRule(ids), { maxLength: 2 });
  return fc.record({ include: some, require: some, exclude: some });
}

/** Groups that lead to each other in any way, in circles too. */
export const tangledGroups = groupsWith((ids) => ids);
/** Groups that lead to later ones only. */
export const orderedGroups = groupsWith((ids, index) => ids.slice(index + 1));

function groupsWith(
  reach: (ids: readonly string[], index: number) => readonly string[],
): fc.Arbitrary<GroupFromApi[]> {
  const ids = ["a", "b", "c"];
  return fc.tuple(...ids.map((id, index) => anyLists(reach(ids, index)).map((given) => groupOf(id, given))));
}

export const anyPolicyLists = anyLists(["a", "b", "c"]);
export const decision = fc.constantFrom("allow", "deny", "non_identity", "bypass", "quarantine");

/** Whatever an account may have. */
export const anyAccess: fc.Arbitrary<AccessFromApi> = fc
  .record({
    given: fc.array(fc.tuple(anyPolicyLists, decision, fc.option(fc.nat(3), { nil: undefined })), {
      maxLength: 5,
    }),
    places: fc.array(fc.subarray([0, 1, 2, 3, 4]), { maxLength: 4 }),
    groups: tangledGroups,
    incomplete: fc.subarray(["policies", "applications", "groups"] as const),
  })
  .map(({ given, places, groups, incomplete }) => {
    const policies = given.map(([lists, decision, applications], index) => ({
      ...policy(`p${index}`, decision, lists),
      applications,
    }));
    return {
      policies: policies.filter((_, index) => index % 2 === 0),
      applications: places.map((indices, index) => ({
        id: `app${index}`,
        policies: indices.flatMap((one) => policies[one] ?? []),
      })),
      groups,
      incomplete,
    };
  });
