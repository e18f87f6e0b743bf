// Preloaded into the processes of a test, by NODE_OPTIONS: gives the built package shorter timeouts.
const { timeouts } = require("../../dist/provider/http/timeouts-and-waits.js");

Object.assign(timeouts, JSON.parse(process.env.TEST_TIMEOUTS ?? "{}"));
