import type { PolicyFromApi } from "../../provider/access/from-api.js";
import { LADDER, type Posture } from "./postures.js";
import { group, other, policy, risk } from "./support.js";

function withApplication({ behaviors, access }: Posture, ...policies: PolicyFromApi[]): Posture {
  return {
    behaviors,
    access: { ...access, applications: [...access.applications, { id: "planted", policies }] },
  };
}

function withBehavior({ behaviors, access }: Posture, riskLevel: string): Posture {
  return { behaviors: { ...behaviors, planted: { enabled: true, riskLevel } }, access };
}

type Planted = Posture & { readonly from: number };

/** Each plants one defect into a consistent posture, or says that it cannot be planted there; and what is found then: severity and code. */
export const ACCESS_DEFECTS: readonly (readonly [
  title: string,
  plant: (posture: Planted) => Posture | undefined,
  found: string,
])[] = [
  [
    "nothing that acts",
    ({ behaviors, access }) => ({ behaviors, access: { ...access, applications: [] } }),
    "error nothing-acts",
  ],
  [
    "a level that nothing acts on",
    (posture) => (posture.from === 0 ? undefined : withBehavior(posture, LADDER[posture.from - 1] ?? "")),
    "warning level-without-effect",
  ],
  [
    "a level that is listed, and that no behavior gives",
    (posture) =>
      posture.from === 0
        ? undefined
        : withApplication(
            posture,
            policy("x", "deny", { include: [risk(...LADDER.slice(posture.from - 1))] }),
          ),
    "info level-never-given",
  ],
  [
    "behaviors that are all disabled",
    ({ access }) => ({ behaviors: {}, access }),
    "warning level-never-given",
  ],
  [
    "a lower level alone",
    (posture) =>
      posture.from === 2
        ? undefined
        : withApplication(posture, policy("x", "deny", { include: [risk("medium")] })),
    "error higher-level-passes",
  ],
  [
    "users without a level who are left out",
    (posture) =>
      posture.from === 0
        ? undefined
        : withApplication(
            posture,
            policy("x", "allow", { include: [other], require: [risk(...LADDER.slice(0, posture.from))] }),
          ),
    "warning unscored-left-out",
  ],
  [
    "two rules without a common level",
    (posture) =>
      withApplication(
        posture,
        policy("x", "deny", { include: [other], require: [risk("medium"), risk("high")] }),
      ),
    "error matches-nobody",
  ],
  [
    "a bypass",
    (posture) => withApplication(posture, policy("x", "bypass", { include: [risk("low")] })),
    "warning no-identity",
  ],
  [
    "a service token",
    (posture) => withApplication(posture, policy("x", "non_identity", { include: [risk("low")] })),
    "warning no-identity",
  ],
  [
    "a policy that no application has, whatever else is wrong with it",
    ({ behaviors, access }) => ({
      behaviors,
      access: { ...access, policies: [policy("x", "bypass", { require: [risk("low"), risk("high")] })] },
    }),
    "info policy-unused",
  ],
  ["a new level of a behavior", (posture) => withBehavior(posture, "critical"), "warning level-unknown"],
  [
    "a new level in a rule",
    (posture) => withApplication(posture, policy("x", "deny", { include: [risk("critical")] })),
    "warning level-unknown",
  ],
  [
    "a new decision",
    (posture) => withApplication(posture, policy("x", "quarantine", { include: [risk("high")] })),
    "warning decision-unknown",
  ],
  [
    "a group that is not in the list",
    (posture) => withApplication(posture, policy("x", "allow", { include: [group("hidden")] })),
    "warning group-unknown",
  ],
  [
    "a list that is not whole",
    ({ behaviors, access }) => ({ behaviors, access: { ...access, incomplete: ["groups"] } }),
    "warning list-incomplete",
  ],
];
