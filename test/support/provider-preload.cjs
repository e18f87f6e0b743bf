// Loaded into every Node process of a run, before anything else: see provider-processes.ts.
const fs = require("node:fs");
const path = require("node:path");

const { PROVIDER_PIDS, PROVIDER_PATIENCE } = process.env;

if (/[/\\]dynamic-provider\b/.test(process.argv[1] ?? "")) {
  if (PROVIDER_PIDS !== undefined) fs.appendFileSync(PROVIDER_PIDS, `${process.pid}\n`);
  if (PROVIDER_PATIENCE !== undefined) {
    const { patience } = require(path.join(__dirname, "../../dist/provider/http/patience.js"));
    Object.assign(patience, JSON.parse(PROVIDER_PATIENCE));
  }
}
