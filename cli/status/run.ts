import { CredentialsError } from "../../provider/errors.js";
import { concurrently } from "../concurrently.js";
import { EXIT, messageOf } from "../outcome.js";
import { print } from "../terminal/output.js";
import { connectionsOf } from "./connections.js";
import { kindOf } from "./kinds.js";
import { driftOf, isIncomplete, jsonReport, type ResourceStatus, textReport } from "./report.js";
import { withoutSecrets } from "./secrets.js";
import { type ExportSource, type StackResource, stackResources } from "./stack-export.js";

export interface StatusOptions extends ExportSource {
  readonly json?: boolean;
}

/** Compares what the state of a stack holds with what is live. */
export async function status({ json = false, ...source }: StatusOptions): Promise<void> {
  const statuses = await compareAll(await stackResources(source));
  await print(`${json ? jsonReport(statuses) : textReport(statuses)}\n`);
  if (isIncomplete(statuses)) {
    process.exitCode = EXIT.error;
  } else {
    process.exitCode = driftOf(statuses) ? EXIT.differs : EXIT.ok;
  }
}

async function compareAll(resources: readonly StackResource[]): Promise<ResourceStatus[]> {
  const connectionOf = connectionsOf(resources);
  const ours = resources.flatMap((resource) => {
    const kind = kindOf(resource.type);
    return kind === undefined ? [] : [{ resource, kind }];
  });
  const outcomes = await concurrently("Reading the live settings", ours, async ({ resource, kind }) =>
    kind.compare(resource, connectionOf(resource)),
  );
  const statuses = outcomes.map((outcome): ResourceStatus => {
    const { resource, kind } = outcome.item;
    const whose = { kind: kind.name, name: nameOf(resource), urn: resource.urn };
    return "error" in outcome
      ? { ...whose, error: failure(outcome.error, resource) }
      : { ...whose, settings: outcome.value };
  });
  // In the state they are in the order in which they happened to be created.
  return statuses.sort((one, other) =>
    `${one.kind} ${one.name}`.localeCompare(`${other.kind} ${other.name}`, "en"),
  );
}

function failure(error: unknown, { marked }: StackResource): ResourceStatus["error"] {
  return {
    name: error instanceof Error ? error.name : "Error",
    // The API's own words, and the request's path, may repeat what is secret in the state.
    message: withoutSecrets(`${messageOf(error)}${isMissingCredentials(error) ? SOURCES : ""}`, marked),
  };
}

const SOURCES =
  ' This command reads the configuration as of the last "pulumi up", which the state holds, then the environment.';

/** No request was sent, so it was not the API that refused them. */
function isMissingCredentials(error: unknown): boolean {
  return error instanceof CredentialsError && error.request === undefined;
}

/** All that follows the type in "urn:pulumi:stack::project::type::name". */
function nameOf({ urn }: StackResource): string {
  return urn.split("::").slice(3).join("::");
}
