import { accessFindings } from "../../provider/access/findings.js";
import { riskRulesIn } from "../../provider/access/risk-policies.js";
import { groupBy } from "../../provider/group-by.js";
import { messageOf } from "../exit.js";
import { withProgress } from "../with-progress.js";
import type { Compared } from "./compare.js";
import type { Connection, Connections } from "./connections.js";
import { type Evidence, reportFinding } from "./report.js";
import { accessOf } from "./shared-reads.js";

/** What Cloudflare Access does with the risk levels, for each account of the stack that has no secrets. */
export async function accessEvidence(
  compared: readonly Compared[],
  connections: Connections,
): Promise<Evidence> {
  const ofAccounts = compared.filter(({ live }) => live?.behaviors !== undefined);
  const accounts = [...groupBy(ofAccounts, ({ live }) => live?.id ?? "").values()];
  const open = accounts.filter((together) => !together.some(isSecret)).map(([first]) => first);
  const outcomes = await withProgress(
    "Reading Access",
    open,
    async ({ live, resource, status: { source } }) => {
      const rules = riskRulesIn(await accessOf(connections.of(resource).cloudflare(), live?.id ?? ""));
      return accessFindings(live?.behaviors ?? {}, rules).map((finding) =>
        reportFinding(finding, { topic: "Access", where: `account ${live?.id}`, source }),
      );
    },
  );
  const hidden = accounts.length - open.length;
  return {
    riskModels: [],
    findings: outcomes.flatMap((outcome) => ("error" in outcome ? [] : outcome.value)),
    notes: [
      ...outcomes.flatMap((outcome) =>
        "error" in outcome
          ? [unread(outcome.item, connections.of(outcome.item.resource), outcome.error)]
          : [],
      ),
      ...(hidden === 0
        ? []
        : ["Access was not looked at where the stack keeps behaviors secret: a finding would name them."]),
    ],
  };
}

function unread({ live }: Compared, { redact }: Connection, error: unknown): string {
  return `Access of account ${live?.id} could not be read: ${redact(messageOf(error))}`;
}

function isSecret({ live, status }: Compared): boolean {
  const { place, settings = [] } = status;
  return place.id === undefined || live?.declared === undefined || settings.some(({ secret }) => secret);
}
