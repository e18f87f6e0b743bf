/** An entitlement, as the Controller stores it. */
export interface Entitlement {
  readonly id: string;
  readonly name: string;
  /** The row of the risk model that decides about it. @default none: its conditions decide */
  readonly riskSensitivity?: "Low" | "Medium" | "High";
  /** Ids of conditions. @default none */
  readonly conditions?: readonly string[];
  /** @default "and" */
  readonly conditionLogic?: "and" | "or";
  /** @default false */
  readonly disabled?: boolean;
  /** A privilege can be limited by them. @default none */
  readonly tags?: readonly string[];
}

/** One of each sensitivity, and one that the risk model does not decide about. */
export function exampleEntitlements(): Entitlement[] {
  const id = (number: number) => `5f2b7c1e-0000-4000-8000-00000000000${number}`;
  return [
    { id: id(1), name: "Intranet", riskSensitivity: "Low" },
    { id: id(2), name: "Customer data", riskSensitivity: "Medium" },
    { id: id(3), name: "Payroll", riskSensitivity: "High" },
    { id: id(4), name: "Build servers", conditions: [ALWAYS] },
  ];
}

/** A built-in condition. */
const ALWAYS = "ee7b7e6f-e904-4b4f-a5ec-b3bef040643e";
const SITE = { site: "8a4add9e-0e99-4bb1-949c-c9faf9a49ad4", siteName: "Default Site" };

const SENSITIVITY_ADDED_IN_VERSION = 17;
const TOTAL_ADDED_IN_VERSION = 19;
const SENSITIVITY_REMOVED_IN_VERSION = 25;

interface Asked {
  readonly version: number;
  readonly query: string;
}

/** The settings that shape a list answer. */
export interface Listing {
  readonly entitlements: readonly Entitlement[];
  readonly mostEntitlements: number;
  readonly rangeEnd: "inclusive" | "exclusive";
}

/** GET /entitlements. `visible` are those that the caller may view. */
export function listEntitlements(
  { entitlements: visible, mostEntitlements, rangeEnd }: Listing,
  { version, query }: Asked,
) {
  const [from, to] = rangeIn(query) ?? [0, visible.length];
  const end = Math.min(rangeEnd === "inclusive" ? to + 1 : to, from + mostEntitlements);
  const data = visible.slice(from, end).map((entitlement) => inVersion(entitlement, version));
  return {
    data,
    // Controllers are known to give the number of items as the end.
    range: `${from}-${from + data.length}/${visible.length}`,
    orderBy: "name",
    descending: false,
    queries: [],
    filterBy: [],
    ...(version >= TOTAL_ADDED_IN_VERSION && { totalCount: visible.length }),
  };
}

/** Parses "0-10". Anything else counts as no range, which means all items. */
function rangeIn(query: string): readonly [number, number] | undefined {
  const { from, to } =
    /^(?<from>\d+)-(?<to>\d+)$/.exec(new URLSearchParams(query).get("range") ?? "")?.groups ?? {};
  return from === undefined || to === undefined ? undefined : [Number(from), Number(to)];
}

/** The entitlement in an API version. What version 25 does with a sensitivity is not public. There an entitlement must have a condition. */
function inVersion(
  {
    id,
    name,
    riskSensitivity,
    conditions = [],
    conditionLogic = "and",
    disabled = false,
    tags = [],
  }: Entitlement,
  version: number,
) {
  const isThere = version >= SENSITIVITY_ADDED_IN_VERSION && version < SENSITIVITY_REMOVED_IN_VERSION;
  const needsCondition = version >= SENSITIVITY_REMOVED_IN_VERSION && conditions.length === 0;
  return {
    id,
    name,
    ...SITE,
    disabled,
    conditionLogic,
    conditions: needsCondition ? [ALWAYS] : conditions,
    actions: [{ action: "allow", hosts: ["10.0.0.0/24"] }],
    tags,
    ...(isThere && riskSensitivity !== undefined && { riskSensitivity }),
  };
}
