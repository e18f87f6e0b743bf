import fs from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

// The second half of the build: bundles the parts of zod that we need into dist/provider/zod.js. Its license must be in every copy.
const root = fileURLToPath(new URL("..", import.meta.url));
const license = fs.readFileSync(`${root}/node_modules/zod/LICENSE`, "utf8").trim();

await build({
  entryPoints: [`${root}/provider/zod.ts`],
  outfile: `${root}/dist/provider/zod.js`,
  bundle: true,
  platform: "node",
  target: "node20",
  banner: { js: `/* Made of zod (https://zod.dev).\n\n${license}\n*/` },
  logLevel: "warning",
});
