// The floor of a set: one resource that holds all zones, and what a set remembers of each, and does nothing.
const pulumi = require("@pulumi/pulumi");

class FloorSet extends pulumi.CustomResource {
  constructor(name, args) {
    const __provider = `exports.handler=()=>require("./floor-set-provider").provider`;
    super("pulumi-nodejs:dynamic/floor:Set", name, { ...args, initial: undefined, __provider });
  }
}

exports.declareAll = ({ ids, declared }) =>
  new FloorSet("set", { zones: Object.fromEntries(ids.map((id) => [id, declared])) });
