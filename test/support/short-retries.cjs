// NODE_OPTIONS preloads this into the processes of a test. It gives the built package a retry policy with shorter times.
const { retryPolicy } = require("../../dist/provider/http/retry-policy.js");

Object.assign(retryPolicy, JSON.parse(process.env.TEST_RETRIES ?? "{}"));
