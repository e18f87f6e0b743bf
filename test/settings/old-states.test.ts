import assert from "node:assert/strict";
import { InvalidValueError } from "../../provider/errors.js";
import { fraudSettings, riskBehaviors } from "../../provider/handlers.js";
import { configured } from "../faults/settings-operations.js";
import { rejection } from "../support/errors.js";
import { ACCOUNT, ZONE } from "../support/ids.js";

const resources = {
  behaviors: {
    provider: riskBehaviors,
    id: ACCOUNT,
    outputs: { accountId: ACCOUNT, behaviors: { imp_travel: { enabled: true, riskLevel: "low" } } },
    half: { imp_travel: { enabled: true } },
  },
  "fraud settings": {
    provider: fraudSettings,
    id: ZONE,
    outputs: { zoneId: ZONE, userProfiles: "enabled" },
    half: { authenticationSettings: { successCriteria: {} } },
  },
};

describe("A state that was edited by hand", () => {
  for (const [what, { provider, id, outputs, half }] of Object.entries(resources)) {
    for (const [kind, initial] of [
      ["a text", "none"],
      ["null", null],
      ["half a setting", half],
    ] as const) {
      it(`of ${what} and has ${kind} for initial is refused by every operation, before a request`, async () => {
        // Without credentials a request would be another error.
        configured(provider, {});
        const edited = { ...outputs, initial };
        for (const work of [
          () => provider.diff(id, edited, outputs),
          () => provider.update(id, edited, outputs),
          () => provider.read(id, edited),
          () => provider.delete(id, edited),
        ]) {
          const { message } = await rejection(work(), InvalidValueError);
          assert.match(
            message,
            /^The state of this resource is not as it was recorded: initial\S* \(.*\)\. If it was edited by hand, mend it with pulumi stack export and pulumi stack import$/,
          );
        }
      });
    }
  }
});
