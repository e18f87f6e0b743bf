import { isDeepStrictEqual } from "node:util";
import { cellsOf } from "../../provider/risk-model/model.js";
import { captionOf } from "../../provider/risk-model/picture/captions.js";
import { placeOf } from "../../provider/risk-model/words.js";
import * as z from "../../provider/zod.js";
import { CommandError } from "../outcome.js";
import type { Comparison } from "./comparison.js";
import type { Connection } from "./connections.js";

const Cell = z.looseObject({ action: z.string(), defaulted: z.boolean() });
const Row = z.object({ low: Cell, medium: Cell, high: Cell });
const Recorded = z.object({
  address: z.string(),
  model: z.object({
    matrix: z.object({ low: Row, medium: Row, high: Row }),
    ztpRuleId: z.string().optional(),
  }),
});

const SCRIPT = "user claim script";

/** Compares the recorded risk model with the Controller's, cell by cell. */
export async function compareSnapshot(inputs: object, { appgate }: Connection): Promise<Comparison[]> {
  const recorded = Recorded.safeParse(inputs);
  if (!recorded.success) {
    throw new CommandError("holds no risk model yet, or an encrypted one.");
  }
  const { address, model } = recorded.data;
  const live = await appgate.read(address);
  const cells = cellsOf(live.matrix).map(({ sensitivity, risk }): Comparison => {
    const [before, now] = [model.matrix[sensitivity][risk], live.matrix[sensitivity][risk]];
    return {
      setting: placeOf({ sensitivity, risk }),
      declared: captionOf(before),
      live: captionOf(now),
      status: isDeepStrictEqual(before, now) ? "same" : "drift",
    };
  });
  return [...cells, compareRule(model.ztpRuleId ?? SCRIPT, live.ztpRuleId ?? SCRIPT)];
}

function compareRule(declared: string, live: string): Comparison {
  return { setting: "risk scores from", declared, live, status: declared === live ? "same" : "drift" };
}
