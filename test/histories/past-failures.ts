import type { Command, Story } from "./commands.js";
import { accounts } from "./world.js";

const account = accounts[0];
const on = { enabled: true, riskLevel: "low" };
const off = { enabled: false, riskLevel: "low" };
/** Settings as they are before any resource declares them: the only one that is on, and one that is off. */
const IMP_TRAVEL = { enabled: true, riskLevel: "high" };

const declare = (slot: "alpha" | "beta", name: string, value = off): Command => ({
  edit: "declare",
  slot,
  name,
  value,
});
const up: Command = { pulumi: "up", steps: "checks first" };
const atOnce: Command = { pulumi: "up", steps: "at once" };
const oneByOne: Command = { pulumi: "up", steps: "one by one" };
const refused: Command = { pulumi: "up, refused", slot: "beta", steps: "at once" };
const destroy: Command = { pulumi: "destroy" };
const move: Command = { edit: "move", nth: 0 };
const outage: Command = {
  event: "in the next run fails",
  faults: [{ method: "GET", nth: 1, fault: "answered by a proxy, and not applied", until: "the end" }],
};
const somebody = (
  when: "between checks and operations" | { method: "PUT"; nth: number },
  name: string,
  value = off,
): Command => ({
  event: "in the next run somebody sets",
  when,
  place: account,
  name,
  value,
});

/** Short histories in which an earlier version lost a setting. */
export const known: readonly (readonly [title: string, commands: readonly Command[]])[] = [
  [
    "a replacement by replaceOnChanges",
    [
      declare("alpha", "imp_travel"),
      up,
      { edit: "set options", slot: "alpha", options: { replaceOnChanges: true } },
      declare("alpha", "imp_travel", on),
      up,
    ],
  ],
  [
    "the same, with the new one first",
    [
      { edit: "set options", slot: "alpha", options: { replaceOnChanges: true, deleteBeforeReplace: false } },
      declare("alpha", "imp_travel"),
      up,
      declare("alpha", "imp_travel", on),
      up,
    ],
  ],
  [
    "an outage in a replacement that adds a key, and a destroy after it",
    [
      declare("alpha", "high_dlp", on),
      up,
      declare("alpha", "imp_travel", IMP_TRAVEL),
      outage,
      { pulumi: "up --replace", slot: "alpha" },
      destroy,
    ],
  ],
  [
    "the same, with a refresh in between",
    [
      declare("alpha", "high_dlp", on),
      up,
      declare("alpha", "imp_travel", IMP_TRAVEL),
      outage,
      { pulumi: "up --replace", slot: "alpha" },
      { pulumi: "refresh" },
      up,
      destroy,
    ],
  ],
  [
    "somebody else switches off the only one that is on",
    [declare("alpha", "high_dlp"), somebody("between checks and operations", "imp_travel"), up],
  ],
  [
    "a key that moves to a resource that comes earlier",
    [declare("alpha", "high_dlp"), declare("beta", "imp_travel"), up, { edit: "move", nth: 1 }, atOnce],
  ],
  [
    "a key that moves away from a resource that is replaced",
    [
      declare("beta", "imp_travel"),
      up,
      { edit: "set options", slot: "beta", options: { replacementTrigger: 1 } },
      declare("alpha", "imp_travel"),
      up,
    ],
  ],
  [
    "somebody else changes what is given back while its PUT is tried again",
    [
      declare("alpha", "imp_travel"),
      up,
      { edit: "undeclare", nth: 0 },
      { event: "in the next run fails", faults: [{ method: "PUT", nth: 1, fault: "refused with 429" }] },
      somebody({ method: "PUT", nth: 2 }, "imp_travel", on),
      up,
    ],
  ],
  [
    "a key that moves to a resource of another provider",
    [
      declare("alpha", "imp_travel"),
      { edit: "set options", slot: "beta", options: { provider: "other" } },
      up,
      move,
      oneByOne,
    ],
  ],
  [
    "the same, in the other order",
    [
      { edit: "reverse" },
      declare("alpha", "imp_travel"),
      { edit: "set options", slot: "beta", options: { provider: "other" } },
      up,
      move,
      oneByOne,
    ],
  ],
  [
    "a key that moves to a resource whose check is refused",
    [{ edit: "reverse" }, declare("alpha", "imp_travel"), up, move, { edit: "reverse" }, refused, up],
  ],
  [
    "a kill after which both have the key on record, and one gets another provider",
    [
      declare("beta", "imp_travel"),
      up,
      { edit: "reverse" },
      move,
      { pulumi: "up, killed", after: 2, steps: "at once" },
      { edit: "set options", slot: "alpha", options: { provider: "other" } },
    ],
  ],
  [
    "a key that moves away from a resource of which somebody has changed another one",
    [
      declare("alpha", "high_dlp"),
      declare("alpha", "imp_travel"),
      up,
      { event: "somebody sets", place: account, name: "high_dlp", value: on },
      { edit: "move", nth: 3 },
      up,
    ],
  ],
  [
    "a kill after which both have the key on record, and somebody changes it",
    [
      declare("alpha", "zt_extra"),
      { edit: "reverse" },
      declare("beta", "imp_travel"),
      up,
      move,
      { edit: "reverse" },
      move,
      { pulumi: "up, killed", after: 2, steps: "checks first" },
      { event: "somebody sets", place: account, name: "imp_travel", value: on },
    ],
  ],
  [
    "a destroy whose outcome is lost, and another zone of the set after it",
    [
      { edit: "declare all", slot: "shop", settings: { usernameExpressions: [] } },
      up,
      {
        event: "in the next run fails",
        faults: [
          { method: "PUT", nth: 1, fault: "applied, and answered by a proxy" },
          { method: "GET", nth: 2, fault: "applied, and answered by a proxy" },
        ],
      },
      destroy,
      { edit: "declare elsewhere", slot: "shop", settings: { userProfiles: "enabled" } },
      up,
    ],
  ],
  [
    "somebody else changes twice what looks wiped, the second time while it is put back",
    [
      somebody({ method: "PUT", nth: 1 }, "imp_travel"),
      somebody({ method: "PUT", nth: 2 }, "imp_travel", { enabled: false, riskLevel: "medium" }),
      declare("alpha", "high_dlp"),
      up,
    ],
  ],
  [
    "a key that moves in two runs with a target each, first the one that takes it",
    [
      declare("beta", "imp_travel"),
      up,
      move,
      { pulumi: "up --target", slot: "alpha" },
      { pulumi: "up --target", slot: "beta" },
    ],
  ],
];

export const storyOf = (commands: readonly Command[], sets: Story["sets"] = []): Story => ({
  putAnswer: "all",
  sets,
  commands,
});
