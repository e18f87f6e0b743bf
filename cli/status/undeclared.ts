import { groupBy } from "../../provider/group-by.js";
import type { Compared } from "./compare.js";
import type { LivePlace } from "./part-of-resource.js";
import type { PlaceName, Undeclared } from "./report.js";

interface Seen {
  readonly status: Compared["status"];
  readonly live: LivePlace;
}

/** The settings of the stack's accounts and zones that none of its resources declares. Omits accounts and zones without such settings. */
export function undeclared(compared: readonly Compared[]): Undeclared[] {
  const seen = compared.flatMap(({ status, live }): Seen[] => (live === undefined ? [] : [{ status, live }]));
  const failed = compared.flatMap(({ status }) => (status.error === undefined ? [] : [status.place]));
  const places = groupBy(seen, ({ status, live }) => `${status.place.type} ${live.id}`);
  // Places without a visible id look the same, and their number is secret too. Equal entries are listed once.
  const distinct = new Map(
    [...places.values()]
      .flatMap((together) => undeclaredOf(together, failed))
      .map((each) => [JSON.stringify(each), each]),
  );
  return [...distinct.values()];
}

/** @param failed The places of resources that could not be compared. */
function undeclaredOf(together: readonly [Seen, ...Seen[]], failed: readonly PlaceName[]): Undeclared[] {
  const [first] = together;
  const { type } = first.status.place;
  const mayDeclareMore = failed.some(
    ({ type: other, id = first.live.id }) => other === type && id === first.live.id,
  );
  const declared = together.map(({ live }) => live.declared);
  const names = new Set(declared.flatMap((each) => each ?? []));
  const settings =
    mayDeclareMore || declared.includes(undefined)
      ? undefined
      : first.live.settings.filter(({ setting }) => !names.has(setting));
  if (settings?.length === 0) {
    return [];
  }
  const statuses = together.map(({ status }) => status);
  const secret = statuses.find(({ place }) => place.id === undefined);
  const source = statuses.find(({ source }) => source !== undefined)?.source;
  return [
    {
      // If one resource keeps the id secret, it is secret for all of them.
      place: (secret ?? first.status).place,
      resources: [...new Set(statuses.map(({ kind, name }) => `${kind} ${name}`))],
      ...(source === undefined ? {} : { source }),
      ...(settings === undefined ? {} : { settings }),
    },
  ];
}
