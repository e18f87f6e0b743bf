/** A limit for a figure. The run fails if the figure exceeds it. */
export interface Budget {
  readonly what: string;
  readonly limit: number;
  readonly direction: "at most" | "at least";
}

function atMost(limit: number, what: string): Budget {
  return { what, limit, direction: "at most" };
}

function atLeast(limit: number, what: string): Budget {
  return { what, limit, direction: "at least" };
}

export const BUDGETS = {
  "preview with latency": atMost(1.25, "first preview of 1,000 zones with 100 ms latency ÷ with 0 ms"),
  "up over floor": atMost(1.15, "`up` of 1,000 resources ÷ floor"),
  "up over by-value": atMost(0.65, "`up` of 1,000 resources ÷ by-value `dynamic.Resource`"),
  state: atMost(1.3, "exported state per resource ÷ floor"),
  "unchanged up": atMost(1.05, "unchanged `up` of 1,000 resources ÷ floor"),
  posture: atMost(
    1.5,
    "`up` of a RiskPosture with 500 zones in four accounts, a token for each ÷ one set of these zones",
  ),
  "up with latency": atMost(
    1.3,
    "`up` of 1,000 with 100 ms latency ÷ max(floor, 2 × 100 ms × 1,000 / parallelism)",
  ),
  import: atMost(1.02, "importing the package and @pulumi/pulumi ÷ @pulumi/pulumi alone"),
  "first check": atMost(1.15, "from loading the provider to its first check ÷ requiring zod"),
  memory: atMost(1.2, "memory (RSS) of the provider process ÷ floor"),
  "check and diff": atMost(1.5, "check + diff over gRPC ÷ floor"),
  "client rate": atLeast(
    1.3,
    "client: requests per second ÷ official SDK (the worst of GET and PUT, 1 and 32 at once)",
  ),
  "client CPU": atMost(0.8, "client: CPU per request ÷ official SDK (the worst of the same)"),
  "set up": atMost(0.12, "`up` of a set of 1,000 zones ÷ `up` of 1,000 FraudSettings"),
  "set with latency": atMost(
    1.6,
    "`up` of a set of 1,000 with 100 ms latency ÷ max(`up` of one resource, 2 × 100 ms × 1,000 / 64)",
  ),
  "set unchanged": atMost(1.4, "unchanged `up` of a set of 1,000 ÷ of one FraudSettings"),
  "set unchanged over floor": atMost(
    1.15,
    "unchanged `up` of a set of 1,000 ÷ of one resource that only records as much",
  ),
  "set refresh": atMost(0.7, "refresh of a set of 1,000 ÷ of 1,000 FraudSettings"),
  "set state": atMost(0.2, "exported state per zone of a set of 1,000 ÷ per FraudSettings"),
  "set growth": atMost(1.2, "`up` of a set: time per zone at 10,000 ÷ at 1,000"),
  "set memory over floor": atMost(
    1.5,
    "memory of the provider process per zone of a set of 10,000 ÷ where it only records as much",
  ),
  "set memory": atMost(3, "memory (RSS) of the provider process per zone of a set of 10,000, in kB"),
  "fleet memory": atMost(1.5, "memory (RSS) of `fleet` over 500 stacks ÷ over 50, 10 zones in each"),
  growth: atMost(1.2, "time per resource at 5,000 ÷ at 500, beyond the engine's own"),
} as const satisfies Record<string, Budget>;

export type BudgetName = keyof typeof BUDGETS;

export function isKept({ limit, direction }: Budget, figure: number): boolean {
  return direction === "at most" ? figure <= limit : figure >= limit;
}
