import fs from "node:fs";
import path from "node:path";
import * as z from "../provider/zod.js";

const Facts = z.object({
  name: z.string(),
  version: z.string(),
  peerDependencies: z.object({ "@pulumi/pulumi": z.string() }),
});

/** The package's own manifest, and its directory. */
export function packageFacts(): z.output<typeof Facts> & { readonly directory: string } {
  const file = require.resolve("pulumi-risk-posture/package.json");
  return { ...Facts.parse(JSON.parse(fs.readFileSync(file, "utf8"))), directory: path.dirname(file) };
}
