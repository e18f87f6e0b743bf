import { textOf } from "../../provider/appgate/address.js";
import type { AppgateConnection } from "../../provider/appgate/connection.js";
import { outcomeOf } from "../../provider/entitlements/exposure.js";
import { entitlementFindings } from "../../provider/entitlements/findings.js";
import type { Entitlement } from "../../provider/entitlements/model.js";
import type { AnyFinding } from "../../provider/finding.js";
import { groupBy } from "../../provider/group-by.js";
import { findings } from "../../provider/risk-model/findings.js";
import type { Level, RecordedRiskModel } from "../../provider/risk-model/model.js";
import { messageOf } from "../exit.js";
import type { Compared } from "./compare.js";
import type { Connection, Connections } from "./connections.js";
import { type Evidence, type Exposed, mergeEvidence, reportFinding } from "./report.js";
import { entitlementsOf, riskModelOf } from "./shared-reads.js";
import type { SourcePosition } from "./source-position.js";

interface Controller {
  readonly connection: Connection;
  readonly appgate: AppgateConnection;
  /** The address without secrets. */
  readonly address: string;
  /** The model that the comparison of a snapshot has already read. */
  readonly model?: RecordedRiskModel;
  readonly source?: SourcePosition | undefined;
}

/** The risk models and entitlements of the Controllers that the stack has snapshots of, and of the configured Controllers. */
export async function controllerEvidence(
  compared: readonly Compared[],
  connections: Connections,
): Promise<Evidence> {
  const { controllers, notes } = controllersOf(compared, connections);
  const evidence = await Promise.all(controllers.map(evidenceOf));
  return mergeEvidence([...evidence, { riskModels: [], findings: [], notes }]);
}

/** The Controllers, and a note on each configuration that cannot be used, without repetitions. */
function controllersOf(
  compared: readonly Compared[],
  connections: Connections,
): { controllers: Controller[]; notes: string[] } {
  // The Controllers of snapshots. A configured Controller among them is not read again: its model may be secret in the snapshot, or
  // its login may have been refused.
  const known = new Set(compared.map(({ resource }) => resource.inputs["address"]));
  const recorded = compared.flatMap(({ riskModel, resource, status: { source } }) => {
    if (riskModel === undefined || riskModel.secret) {
      return [];
    }
    const { address, model } = riskModel;
    const connection = connections.of(resource);
    return [{ connection, appgate: connection.controller(address), address, model, source }];
  });
  const outcomes = connections.all.map(configuredController);
  const configured = outcomes
    .flatMap(({ controller }) => controller ?? [])
    .filter(({ appgate }) => !known.has(textOf(appgate.address)));
  const alike = groupBy([...recorded, ...configured], ({ appgate }) => textOf(appgate.address));
  return {
    controllers: [...alike.values()].map(([first]) => first),
    notes: [...new Set(outcomes.flatMap(({ note }) => note ?? []))],
  };
}

/** The Controller in the configuration. Its absence is no error: a stack needs no Controller. */
function configuredController(connection: Connection): { controller?: Controller; note?: string } {
  try {
    if (!connection.namesController()) {
      return {};
    }
    const appgate = connection.controller();
    return { controller: { connection, appgate, address: connection.redact(textOf(appgate.address)) } };
  } catch (error) {
    const reason = connection.redact(messageOf(error));
    return { note: `The configured Controller could not be asked: ${reason}` };
  }
}

async function evidenceOf({ connection, appgate, address, source, ...known }: Controller): Promise<Evidence> {
  const notes: string[] = [];
  const attempt = async <T>(what: string, read: Promise<T>): Promise<T | undefined> => {
    try {
      return await read;
    } catch (error) {
      notes.push(`The ${what} of ${address} could not be read: ${connection.redact(messageOf(error))}`);
      return undefined;
    }
  };
  const model = known.model ?? (await attempt("risk model", riskModelOf(appgate)));
  if (model === undefined) {
    // A second login would also be refused.
    return { riskModels: [], findings: [], notes };
  }
  const read = await attempt("entitlements", entitlementsOf(appgate));
  const about = (topic: string) => (finding: AnyFinding) =>
    reportFinding(finding, { topic, where: address, source });
  return {
    riskModels: [
      { address, model, ...(read === undefined ? {} : { exposure: exposed(model, read.entitlements) }) },
    ],
    findings: [
      ...findings(model).map(about("risk model")),
      ...(read === undefined ? [] : entitlementFindings(model, read)).map(about("entitlements")),
    ],
    notes,
  };
}

/** The outcome for each entitlement at each risk level. */
function exposed(model: RecordedRiskModel, entitlements: readonly Entitlement[]): Exposed[] {
  return entitlements.map((entitlement) => {
    const { name, siteName, sensitivity } = entitlement;
    const outcome = (risk: Level) => outcomeOf(model, entitlement, risk);
    return {
      name,
      ...(siteName === undefined ? {} : { siteName }),
      ...(sensitivity === undefined ? {} : { sensitivity }),
      outcomes: { low: outcome("low"), medium: outcome("medium"), high: outcome("high") },
    };
  });
}
