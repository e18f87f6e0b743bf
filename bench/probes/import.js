// What importing the package costs a program that has imported @pulumi/pulumi.
const before = performance.now();
require("@pulumi/pulumi");
const between = performance.now();
require("pulumi-risk-posture");
const after = performance.now();

console.log(
  JSON.stringify({
    pulumi: between - before,
    ours: after - between,
    ratio: (after - before) / (between - before),
  }),
);
