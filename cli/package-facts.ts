import fs from "node:fs";
import * as z from "../provider/zod.js";

const Facts = z.object({
  version: z.string(),
  peerDependencies: z.object({ "@pulumi/pulumi": z.string() }),
});

/** What the package says of itself. */
export function packageFacts(): z.output<typeof Facts> {
  const file = require.resolve("pulumi-risk-posture/package.json");
  return Facts.parse(JSON.parse(fs.readFileSync(file, "utf8")));
}
