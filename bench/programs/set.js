// One resource for all zones, where the others are as many resources.
const risk = require("pulumi-risk-posture");

exports.declareAll = ({ kind, ids, declared }) =>
  new risk[`${kind}Set`]("set", { zones: Object.fromEntries(ids.map((id) => [id, declared])) });
