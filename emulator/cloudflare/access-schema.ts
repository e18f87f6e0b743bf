import { z } from "zod";

const levels = z
  .array(z.enum(["low", "medium", "high", "unscored"]))
  .min(1)
  .describe("The levels that it matches, and no others");

/** The two kinds of rules that this package reads, and any other kind with arbitrary content. */
const Rule = z.union([
  z.strictObject({ user_risk_score: z.strictObject({ user_risk_score: levels }) }),
  z.strictObject({ group: z.strictObject({ id: z.string() }) }),
  z.record(z.string().regex(/^(?!(user_risk_score|group)$)/), z.record(z.string(), z.unknown())),
]);

const rules = {
  include: z.array(Rule).exactOptional().describe("One of them has to match. Default: none"),
  require: z.array(Rule).exactOptional().describe("All of them have to match. Default: none"),
  exclude: z.array(Rule).exactOptional().describe("None of them may match. Default: none"),
};

const Policy = z.strictObject({
  id: z.string(),
  name: z.string().exactOptional().describe("Default: the id"),
  decision: z.enum(["allow", "deny", "non_identity", "bypass"]),
  ...rules,
});

const Application = z.strictObject({
  id: z.string(),
  name: z.string().exactOptional().describe("Default: the id"),
  policies: z
    .array(z.union([Policy, z.string()]))
    .exactOptional()
    .describe("Its own policies, and the ids of reusable ones. Default: none"),
});

const Group = z.strictObject({
  id: z.string(),
  name: z.string().exactOptional().describe("Default: the id"),
  ...rules,
});

/** The part about Access in a seed or a drift. */
export const access = z
  .strictObject({
    policies: z.array(Policy).exactOptional().describe("The reusable policies. Default: none"),
    applications: z.array(Application).exactOptional().describe("Default: none"),
    groups: z.array(Group).exactOptional().describe("Default: none"),
    largestPage: z.int().min(1).exactOptional().describe("The largest page size. Default: 1000"),
    tellsTotals: z.boolean().exactOptional().describe("Whether a list gives the total count. Default: true"),
    embedsPolicies: z
      .boolean()
      .exactOptional()
      .describe("Whether an application contains its policies. Default: true"),
  })
  .exactOptional()
  .describe("What Cloudflare Access has. Default: nothing");
