// Preloaded into the processes of a test, by NODE_OPTIONS: gives the built package shorter timeouts.
const { retryPolicy } = require("../../dist/provider/http/retry-policy.js");

Object.assign(retryPolicy, JSON.parse(process.env.TEST_TIMEOUTS ?? "{}"));
