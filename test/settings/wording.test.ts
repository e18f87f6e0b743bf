import assert from "node:assert/strict";
import {
  cannotSetYet,
  comesToManage,
  couldNotCheck,
} from "../../provider/settings/messages/adoption-wording.js";
import {
  beforeManaged,
  leavesForgotten,
  leavesTo,
  leavesToOutOfReach,
  mayBelongToOthers,
} from "../../provider/settings/messages/give-back-wording.js";
import {
  cannotCompare,
  cannotTellYet,
  NOT_IN_TIME_STRICT,
} from "../../provider/settings/messages/not-compared-wording.js";
import { behaviorKind } from "./kinds.js";

const low = { enabled: false, riskLevel: "low" };
const SENTENCES: readonly [(settings: readonly string[]) => string, RegExp, RegExp][] = [
  [
    leavesForgotten,
    /^leaves a as it is: .* did not find it$/,
    /^leaves a, b as they are: .* did not find them$/,
  ],
  [leavesTo, /that declares it now$/, /that declares them now$/],
  [leavesToOutOfReach, /that declares it now, which/, /that declares them now, which/],
  [(settings) => cannotTellYet(settings, "onDestroy"), /what a becomes: on/, /what a, b become: on/],
  [couldNotCheck, /that there is a$/, /that there are a, b$/],
  [
    (settings) => cannotSetYet("c", "needs that", settings),
    /may change when a is given up$/,
    /may change when a, b are given up$/,
  ],
  [
    (settings) => comesToManage(settings, "zone"),
    /^comes to manage a, .* managed it until now/,
    /^comes to manage a, b, .* managed any of them until now/,
  ],
  [
    (settings) => mayBelongToOthers(settings, "zone"),
    /^gives up a, .* manages it already/,
    /^gives up a, b, .* manages any of them already/,
  ],
  [
    (settings) => beforeManaged(behaviorKind, Object.fromEntries(settings.map((setting) => [setting, low]))),
    /^Before it was first managed: a: /,
    /^Before they were first managed: a: .*; b: /,
  ],
];

describe("Sentences about settings", () => {
  it("are about one, or about several", () => {
    for (const [say, ofOne, ofSeveral] of SENTENCES) {
      assert.match(say(["a"]), ofOne);
      assert.match(say(["a", "b"]), ofSeveral);
    }
  });

  it("promise no line of a write where a strict preview fails, and name what makes it fail and the way out", () => {
    for (const sentence of [cannotCompare(new Error("?"), { isStrict: true }), NOT_IN_TIME_STRICT]) {
      assert.match(sentence, /^not compared with the live settings: .*\. risk-posture:strict .* false/);
      assert.doesNotMatch(sentence, /will be shown/);
    }
  });
});
