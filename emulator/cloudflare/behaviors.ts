import { z } from "zod";
import { type AccountState, RISK_LEVELS } from "./account-state.js";
import { parseBody } from "./parse-body.js";
import { Refusal } from "./refusal.js";

const UpdateBody = z.object({
  behaviors: z.record(
    z.string(),
    // Anything else in a behavior is ignored: "description/name updates are no-ops" (cloudflare-go, zt_risk_behaviors.go).
    z.object({ enabled: z.boolean(), risk_level: z.enum(RISK_LEVELS) }),
  ),
});

type Update = z.infer<typeof UpdateBody>["behaviors"];

/** GET /accounts/{account_id}/zt_risk_scoring/behaviors */
export function readBehaviors(account: AccountState) {
  const entries = [...account.behaviors].map(([key, behavior]) => {
    const { name, description, risk_level, enabled } = behavior;
    return [key, { name, description, risk_level, enabled }] as const;
  });
  return { behaviors: Object.fromEntries(entries) };
}

/** PUT /accounts/{account_id}/zt_risk_scoring/behaviors: applies everything or nothing. */
export function updateBehaviors(account: AccountState, body: unknown) {
  const sent = knownOnly(account, parseBody(UpdateBody, body, refused).behaviors);
  for (const [key, behavior] of account.behaviors) {
    const setting = sent[key];
    if (setting !== undefined) {
      Object.assign(behavior, setting);
    } else if (account.putMode === "replace") {
      Object.assign(behavior, { enabled: false, risk_level: behavior.default_risk_level });
    }
  }
  return account.putAnswer === "all" ? readBehaviors(account) : { behaviors: sent };
}

function knownOnly(account: AccountState, sent: Update): Update {
  const unknown = Object.keys(sent).filter((key) => !account.behaviors.has(key));
  if (unknown.length > 0 && account.unknownKeys === "refuse") {
    throw refused(unknown.map((key) => `behaviors.${key}: unknown behavior`));
  }
  return Object.fromEntries(Object.entries(sent).filter(([key]) => account.behaviors.has(key)));
}

/** No public source shows how this API words a refusal. The code is the emulator's own. */
function refused(details: readonly string[]): Refusal {
  return new Refusal(400, 1400, `Invalid request body: ${details.join("; ")}`);
}
