import { asError, CredentialsError } from "../../provider/errors.js";
import { groupBy } from "../../provider/group-by.js";
import { messageOf } from "../exit.js";
import { withProgress } from "../with-progress.js";
import { inOne } from "./compare-settings.js";
import type { Connection, Connections } from "./connections.js";
import type { ComparedPart, Part } from "./part-of-resource.js";
import type { ResourceStatus } from "./report.js";
import { kindOf } from "./resource-types.js";
import { sourcePosition } from "./source-position.js";
import type { StackResource } from "./stack-export.js";

/** The comparison of a resource, or of one account or zone of a set, and everything else that was read there. */
export interface Compared extends Omit<ComparedPart, "settings">, Pick<Part, "areIdsSecret" | "secretPlace"> {
  readonly status: ResourceStatus;
  readonly resource: StackResource;
}

interface Work extends Pick<Compared, "resource"> {
  readonly kind: string;
  readonly part: Part;
}

/**
 * Compares the state with the live settings, all resources at once.
 *
 * @param project The project's path in its repository.
 */
export async function compareAll(
  resources: readonly StackResource[],
  connections: Connections,
  project: string,
): Promise<Compared[]> {
  const work = resources.flatMap((resource): Work[] => {
    const kind = kindOf(resource.type);
    return (kind?.parts(resource) ?? []).map((part) => ({ kind: kind?.name ?? "", resource, part }));
  });
  const outcomes = await withProgress("Reading the live settings", work, async ({ resource, part }) =>
    part.compare(connections.of(resource)),
  );
  const compared = outcomes.map((outcome): Compared => {
    const { kind, resource, part } = outcome.item;
    const source = sourcePosition(resource.positions, project);
    const whose = {
      kind,
      name: nameOf(resource),
      urn: resource.urn,
      place: part.place,
      ...(source === undefined ? {} : { source }),
    };
    const { place: _, compare: __, ...known } = part;
    if ("error" in outcome) {
      const error = failure(outcome.error, resource, connections.of(resource));
      return { resource, ...known, status: { ...whose, error } };
    }
    const { settings, ...rest } = outcome.value;
    return { resource, ...known, status: { ...whose, settings }, ...rest };
  });
  // The state lists the resources in the order in which they were created, which is arbitrary.
  return compared.sort((one, other) => orderOf(one).localeCompare(orderOf(other), "en"));
}

function orderOf({ status: { kind, name, place } }: Compared): string {
  return `${kind} ${name} ${place.id ?? ""}`;
}

/** The statuses that may be shown. If the number of accounts or zones in a set is secret, the whole set has one status. */
export function statusesOf(compared: readonly Compared[]): ResourceStatus[] {
  const groups = groupBy(compared, (each): object => (each.areIdsSecret ? each.resource : each));
  return [...groups.values()].map(inOneStatus);
}

function inOneStatus([{ status }, ...others]: readonly [Compared, ...Compared[]]): ResourceStatus {
  if (others.length === 0) {
    return status;
  }
  const statuses = [status, ...others.map((other) => other.status)];
  const failed = statuses.find(({ error }) => error !== undefined);
  const settings = statuses.flatMap(({ settings = [] }) => settings);
  const isEncrypted = settings.some((setting) => setting.status === "encrypted");
  return failed ?? { ...status, settings: inOne(settings, isEncrypted) };
}

function failure(
  error: unknown,
  resource: StackResource,
  connection: Connection,
): NonNullable<ResourceStatus["error"]> {
  const message = `${messageOf(error)}${isMissingCredentials(error) ? SOURCES : ""}`;
  return {
    name: asError(error).name,
    // The API's message and the request's path may repeat a secret of the state.
    message: resource.redact(connection.redact(message)),
  };
}

const SOURCES =
  ' This command reads the configuration as of the last "pulumi up", which the state holds, then the environment.';

/** Without a request, it was not the API that refused the credentials. */
function isMissingCredentials(error: unknown): boolean {
  return error instanceof CredentialsError && error.request === undefined;
}

/** Everything after the type in "urn:pulumi:stack::project::type::name". */
function nameOf({ urn }: StackResource): string {
  return urn.split("::").slice(3).join("::");
}
