import * as pulumi from "@pulumi/pulumi";
import { stopNaming } from "../program/later.js";
import { runError } from "../program/run-error.js";
import { differenceFrom, type RiskExpectation } from "../risk-model/assert-action.js";
import type { RecordedRiskModel } from "../risk-model/model.js";

export type ReadModel = () => Promise<Pick<RecordedRiskModel, "matrix">>;

/** What a model does not meet, all of it: "Allow for high sensitivity, high risk. This program needs Deny" */
export function unmet(
  model: Pick<RecordedRiskModel, "matrix">,
  expectations: readonly RiskExpectation[],
): string[] {
  return expectations.flatMap((expectation) => differenceFrom(model, expectation) ?? []);
}

/**
 * Comes when the risk model turns out to be as it must be. Otherwise the program stops with all that is not. Without an expectation the model
 * is not read.
 *
 * @param subject What is not declared then: "RiskPosture acme".
 * @param read Reads the model.
 */
export function gateOf(
  subject: string,
  requires: pulumi.Input<RiskExpectation[] | undefined>,
  read: ReadModel,
): pulumi.Input<void> {
  return requires === undefined
    ? undefined
    : pulumi
        .unsecret(pulumi.output(requires))
        .apply((expectations = []) => pass(subject, expectations, read));
}

async function pass(
  subject: string,
  expectations: readonly RiskExpectation[],
  read: ReadModel,
): Promise<void> {
  if (expectations.length === 0) {
    return;
  }
  try {
    const differences = unmet(await read(), expectations);
    if (differences.length > 0) {
      throw runError(
        [
          `${subject} declares nothing, because Appgate's risk model is not as it requires:`,
          ...differences.map((difference) => `  The model has ${difference}.`),
        ].join("\n"),
      );
    }
  } catch (error) {
    await stopNaming(`${subject} declares nothing, because what it requires cannot be checked`, error);
  }
}
