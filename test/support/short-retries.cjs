// NODE_OPTIONS preloads this into the processes of a test. It gives the built package a retry policy with shorter times.
const { requestTimes } = require("../../dist/provider/http/time-limits.js");

Object.assign(requestTimes, JSON.parse(process.env.TEST_RETRIES ?? "{}"));
