import * as pulumi from "@pulumi/pulumi";
import { InvalidValueError } from "../errors.js";
import { failProgram, failProgramNaming } from "../program/outputs-and-promises.js";
import { runError } from "../program/program-errors.js";
import { differenceFrom, type RiskExpectation, requireExpectation } from "../risk-model/expectation.js";
import type { RecordedRiskModel } from "../risk-model/model.js";

export type ReadModel = () => Promise<Pick<RecordedRiskModel, "matrix">>;

/**
 * All expectations that the model does not meet: "Allow for high sensitivity, high risk. This program needs Deny". The model is read only
 * if there are expectations, and after they have been checked.
 */
export async function differencesFrom(
  requires: readonly RiskExpectation[] | undefined,
  read: ReadModel,
): Promise<string[]> {
  const expectations = requires ?? [];
  const isList: boolean = Array.isArray(expectations);
  if (!isList) {
    throw new InvalidValueError("requires must be a list.");
  }
  for (const [index, expectation] of expectations.entries()) {
    requireExpectation(`requires[${index}]`, expectation);
  }
  if (expectations.length === 0) {
    return [];
  }
  const model = await read();
  return expectations.flatMap((expectation) => differenceFrom(model, expectation) ?? []);
}

/**
 * Resolves if the risk model meets all expectations. Otherwise the program stops and names all that are not met. Without expectations the
 * model is not read.
 *
 * @param subject The posture, for messages: "RiskPosture acme".
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
        .apply((expectations) => stopIfNotMet(subject, expectations, read));
}

async function stopIfNotMet(
  subject: string,
  requires: readonly RiskExpectation[] | undefined,
  read: ReadModel,
): Promise<void> {
  const differences = await differencesFrom(requires, read).catch((error: unknown) =>
    failProgramNaming(`${subject} declares nothing, because what it requires cannot be checked`, error),
  );
  if (differences.length > 0) {
    const lines = [
      `${subject} declares nothing, because Appgate's risk model is not as it requires:`,
      ...differences.map((difference) => `  The model has ${difference}.`),
    ];
    await failProgram(runError(lines.join("\n")));
  }
}
