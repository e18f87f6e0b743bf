import type { AppgateConnection } from "../../provider/appgate/connection.js";
import { readEntitlements } from "../../provider/entitlements/api.js";
import { exposure } from "../../provider/entitlements/exposure.js";
import { entitlementFindings } from "../../provider/entitlements/findings.js";
import type { Entitlement } from "../../provider/entitlements/model.js";
import { groupBy } from "../../provider/group-by.js";
import { readRiskModel } from "../../provider/risk-model/api.js";
import { findings } from "../../provider/risk-model/findings.js";
import { type Level, type RecordedRiskModel, recorded } from "../../provider/risk-model/model.js";
import { messageOf } from "../outcome.js";
import { log } from "../terminal/log.js";
import type { Compared } from "./compare.js";
import type { Connection, Connections } from "./connections.js";
import { type Evidence, type Exposed, type Outcome, reportFinding } from "./report.js";
import type { SourcePosition } from "./source-position.js";

interface Controller {
  readonly connection: Connection;
  readonly appgate: AppgateConnection;
  /** As it may be shown. */
  readonly address: string;
  /** Read already, for a snapshot. */
  readonly model?: RecordedRiskModel;
  readonly source?: SourcePosition | undefined;
}

/** The risk models and entitlements of the Controllers that the stack has snapshots of, and of those that a configuration leads to. */
export async function controllerEvidence(
  compared: readonly Compared[],
  connections: Connections,
): Promise<Evidence> {
  const parts = await Promise.all(controllersOf(compared, connections).map(evidenceOf));
  return {
    riskModels: parts.flatMap(({ riskModels }) => riskModels),
    findings: parts.flatMap(({ findings }) => findings),
    notes: parts.flatMap(({ notes }) => notes),
  };
}

function controllersOf(compared: readonly Compared[], connections: Connections): Controller[] {
  // A model that is secret must not be shown because a configuration leads to it too, and a login that was refused is not tried again.
  const known = new Set(compared.map(({ resource }) => resource.inputs["address"]));
  const recorded = compared.flatMap(({ riskModel, resource, status: { source } }) => {
    if (riskModel === undefined || riskModel.secret) {
      return [];
    }
    const { address, model } = riskModel;
    const connection = connections.of(resource);
    return [{ connection, appgate: connection.controller(address), address, model, source }];
  });
  const configured = connections.all
    .flatMap(configuredController)
    .filter(({ appgate }) => !known.has(appgate.address.href));
  return [...groupBy([...recorded, ...configured], ({ appgate }) => appgate.address.href).values()].map(
    ([first]) => first,
  );
}

function configuredController(connection: Connection): Controller[] {
  try {
    const appgate = connection.controller();
    return [{ connection, appgate, address: connection.shown(appgate.address.href) }];
  } catch {
    // Nobody has asked for it, so what is missing or wrong is no news.
    return [];
  }
}

async function evidenceOf(controller: Controller): Promise<Evidence> {
  const { connection, appgate, address, source, ...known } = controller;
  const where = { where: address, source };
  const notes: string[] = [];
  const attempt = async <T>(what: string, read: Promise<T>): Promise<T | undefined> => {
    try {
      return await read;
    } catch (error) {
      notes.push(`The ${what} of ${address} could not be read: ${connection.shown(messageOf(error))}`);
      return undefined;
    }
  };
  const model = known.model ?? (await attempt("risk model", readRiskModel(appgate, log).then(recorded)));
  // Another login would not do better.
  const read =
    model === undefined ? undefined : await attempt("entitlements", readEntitlements(appgate, log));
  return {
    riskModels:
      model === undefined
        ? []
        : [
            {
              address,
              model,
              ...(read === undefined ? {} : { exposure: exposed(model, read.entitlements) }),
            },
          ],
    findings: [
      ...(model === undefined ? [] : findings(model)).map((finding) =>
        reportFinding(finding, { topic: "risk model", ...where }),
      ),
      ...(model === undefined || read === undefined ? [] : entitlementFindings(model, read)).map((finding) =>
        reportFinding(finding, { topic: "entitlements", ...where }),
      ),
    ],
    notes,
  };
}

/** What becomes of each entitlement at each risk. */
function exposed(model: RecordedRiskModel, entitlements: Entitlement[]): Exposed[] {
  const outcomes = (risk: Level) => {
    const lists = exposure(model, { entitlements }, { risk });
    return new Map(OUTCOMES.flatMap((outcome) => lists[outcome].map((each) => [each, outcome] as const)));
  };
  const at = { low: outcomes("low"), medium: outcomes("medium"), high: outcomes("high") };
  return entitlements.map((entitlement) => {
    const { name, siteName, sensitivity } = entitlement;
    const outcome = (risk: Level) => at[risk].get(entitlement) ?? "unknown";
    return {
      name,
      ...(siteName === undefined ? {} : { siteName }),
      ...(sensitivity === undefined ? {} : { sensitivity }),
      outcomes: { low: outcome("low"), medium: outcome("medium"), high: outcome("high") },
    };
  });
}

const OUTCOMES: readonly Outcome[] = ["denied", "userAction", "allowed", "outside", "unknown", "disabled"];
