// Preloaded into the processes of a test, by NODE_OPTIONS: gives the built package a retry policy of shorter times.
const { retryPolicy } = require("../../dist/provider/http/retry-policy.js");

Object.assign(retryPolicy, JSON.parse(process.env.TEST_RETRIES ?? "{}"));
