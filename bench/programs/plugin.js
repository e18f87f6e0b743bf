// The plugin's SDK for Node, as it is generated from the schema.
module.exports = require(process.env.BENCH_SDK);
