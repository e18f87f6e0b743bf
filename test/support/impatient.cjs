// Preloaded into the processes of a test, by NODE_OPTIONS: gives the built package less patience.
const { patience } = require("../../dist/provider/http/timeouts.js");

Object.assign(patience, JSON.parse(process.env.TEST_PATIENCE ?? "{}"));
