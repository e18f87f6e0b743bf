import fs from "node:fs";
import path from "node:path";
import { slotOf } from "./shards";

function read(file: string): string {
  return fs.readFileSync(path.join(__dirname, file), "utf8").trim();
}

export const stacks: readonly string[] = JSON.parse(read("stacks.json"));

export const zonesBySlot = new Map<number, string[]>();
for (const zone of read("zones.txt").split(/\r?\n/)) {
  zonesBySlot.set(slotOf(zone), [...(zonesBySlot.get(slotOf(zone)) ?? []), zone]);
}
