// The floor: what the engine itself costs. A resource that does nothing, with the same inputs and the same technique, a literal text.
const pulumi = require("@pulumi/pulumi");

const floor = (kind) =>
  class extends pulumi.CustomResource {
    constructor(name, args, opts) {
      const __provider = `exports.handler=()=>require("./floor-provider").provider`;
      super(`pulumi-nodejs:dynamic/floor:${kind}`, name, { ...args, __provider }, opts);
    }
  };

module.exports = { FraudSettings: floor("FraudSettings"), RiskBehaviors: floor("RiskBehaviors") };
