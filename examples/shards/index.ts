import * as pulumi from "@pulumi/pulumi";
import * as risk from "pulumi-risk-posture";
import { stacks, zonesBySlot } from "./files";
import { stackOf } from "./shards";

// Shows zones that are shared out among several stacks. Each of them runs this program, and declares the zones that are its own. They are
// declared by slot, so that a slot moves to another stack as one resource: moves.ts tells which have to.

const stack = pulumi.getStack();
if (!stacks.includes(stack)) {
  throw new pulumi.RunError(`The stack ${stack} is not in stacks.json.`);
}

const baseline = { userProfiles: "enabled" } as const;

for (const [slot, zones] of zonesBySlot) {
  if (stackOf(slot, stacks) === stack) {
    new risk.FraudSettingsSet(`slot-${slot}`, {
      zones: Object.fromEntries(zones.map((zone) => [zone, baseline])),
    });
  }
}
