// Preloaded into the processes of a test, by NODE_OPTIONS: gives the built package a retry policy of shorter times.
const { requestTimes } = require("../../dist/provider/http/timeouts-and-retries.js");

Object.assign(requestTimes, JSON.parse(process.env.TEST_RETRIES ?? "{}"));
