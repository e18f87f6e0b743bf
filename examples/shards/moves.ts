import { stacks, zonesBySlot } from "./files";
import { stackOf } from "./shards";

// Prints the commands that take slots to their new stacks. They are run before stacks.json changes:
//
//     npm run --silent moves shops-1 shops-2 shops-3

const PROJECT = "shards";
const after = process.argv.slice(2);

const urnsByMove = new Map<string, string[]>();
for (const slot of zonesBySlot.keys()) {
  const [from, to] = [stackOf(slot, stacks), stackOf(slot, after)];
  if (from !== to) {
    const urn = `urn:pulumi:${from}::${PROJECT}::pulumi-nodejs:dynamic/riskPosture:FraudSettingsSet::slot-${slot}`;
    const move = `--source ${from} --dest ${to}`;
    urnsByMove.set(move, [...(urnsByMove.get(move) ?? []), urn]);
  }
}
for (const [move, urns] of urnsByMove) {
  console.log(`pulumi state move --yes ${move} ${urns.join(" ")}`);
}
