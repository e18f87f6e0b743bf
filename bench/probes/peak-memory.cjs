// Preloaded into the processes of a measured stack, by NODE_OPTIONS: those of providers, and of our command, leave the most memory that they had.
const fs = require("node:fs");

if (/[/\\](dynamic-provider|(plugin|cli)[/\\]main)\b/.test(process.argv[1] ?? "")) {
  process.once("exit", () =>
    fs.appendFileSync(process.env.BENCH_MEMORY, `${process.resourceUsage().maxRSS}\n`),
  );
}
