// Preloaded into the processes of a test, by NODE_OPTIONS: those of providers make themselves known.
const fs = require("node:fs");

if (/[/\\]dynamic-provider\b/.test(process.argv[1] ?? "")) {
  fs.appendFileSync(process.env.TEST_PROVIDER_PIDS, `${process.pid}\n`);
}
