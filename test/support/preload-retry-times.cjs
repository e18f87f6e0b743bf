// NODE_OPTIONS preloads this into the processes of a test. It gives the built package a retry policy with shorter times.
const { requestTimes } = require("../../dist/provider/http/timeouts-and-retry-limits.js");

Object.assign(requestTimes, JSON.parse(process.env.TEST_RETRIES ?? "{}"));
