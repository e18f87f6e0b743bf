// NODE_OPTIONS preloads this into the processes of a measured stack. Those of providers and of our command record their peak memory.
const fs = require("node:fs");

if (/[/\\](dynamic-provider|(plugin|cli)[/\\]main)\b/.test(process.argv[1] ?? "")) {
  process.once("exit", () =>
    fs.appendFileSync(process.env.BENCH_MEMORY, `${process.resourceUsage().maxRSS}\n`),
  );
}
