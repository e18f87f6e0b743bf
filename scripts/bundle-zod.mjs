import fs from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

// The second half of the build: dist/provider/zod.js gets all that it needs of zod. Its licence demands to be part of every copy.
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
