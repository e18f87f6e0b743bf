import { isDeepStrictEqual } from "node:util";
import { containsUnknown, isUnknown } from "../../provider/engine/unknown.js";
import { placeOf } from "../../provider/risk-model/cell-names.js";
import { cellsOf, type RiskCell } from "../../provider/risk-model/model.js";
import { captionOf } from "../../provider/risk-model/picture/captions.js";
import * as z from "../../provider/zod.js";
import { CommandError } from "../exit.js";
import { type Comparison, comparison, type Shown } from "./compared-setting.js";
import type { Connection } from "./connections.js";
import { EncryptedError } from "./encrypted-error.js";
import { ownProperty } from "./own-property.js";
import type { ComparedPart } from "./part-of-resource.js";
import { riskModelOf } from "./shared-reads.js";
import type { StackResource } from "./stack-export.js";

const Cell = z.looseObject({ action: z.string(), defaulted: z.boolean() });
const Row = z.object({ low: Cell, medium: Cell, high: Cell });
const Recorded = z.object({
  address: z.string(),
  model: z.object({
    matrix: z.object({ low: Row, medium: Row, high: Row }),
    ztpRuleId: z.string().optional(),
  }),
});

/** Compares the recorded risk model with the Controller's, cell by cell. */
export async function compareSnapshot(
  { inputs, visible }: StackResource,
  { controller }: Connection,
): Promise<ComparedPart> {
  const recorded = Recorded.safeParse(inputs);
  if (!recorded.success) {
    throw containsUnknown(inputs)
      ? new EncryptedError("The risk model or its address")
      : new CommandError('The state holds no risk model here yet: "pulumi up" records it.');
  }
  const { address, model } = recorded.data;
  const live = await riskModelOf(controller(address));
  const cells = cellsOf(live.matrix).map(({ sensitivity, risk }): Comparison => {
    const [before, now] = [model.matrix[sensitivity][risk], live.matrix[sensitivity][risk]];
    return comparison({
      setting: `matrix.${sensitivity}.${risk}`,
      label: placeOf({ sensitivity, risk }),
      same: isDeepStrictEqual(before, now),
      secret: isSecret(visible, ["model", "matrix", sensitivity, risk]),
      state: cellShown(before),
      live: cellShown(now),
    });
  });
  const rule = comparison({
    setting: "ztpRuleId",
    label: "risk scores from",
    same: model.ztpRuleId === live.ztpRuleId,
    secret: isSecret(visible, ["model", "ztpRuleId"]),
    state: ruleShown(model.ztpRuleId),
    live: ruleShown(live.ztpRuleId),
  });
  return {
    settings: [...cells, rule],
    riskModel: { address, model: live, secret: containsUnknown(visible) },
  };
}

function cellShown(cell: RiskCell): Shown {
  return { value: cell, text: captionOf(cell) };
}

function ruleShown(rule: string | undefined): Shown {
  return { value: rule ?? null, text: rule ?? "user claim script" };
}

/** Whether the value at this path, or a value that contains it, is secret. */
function isSecret(visible: unknown, path: readonly string[]): boolean {
  const [key, ...rest] = path;
  if (key === undefined || isUnknown(visible)) {
    return containsUnknown(visible);
  }
  return isSecret(ownProperty(visible, key), rest);
}
