// The time to a risk model: for the first lookup of a program, and for a repeated one.
require("@pulumi/pulumi");
const { getRiskModel } = require("pulumi-risk-posture");

async function measure() {
  const before = performance.now();
  await getRiskModel();
  const first = performance.now() - before;
  const again = performance.now();
  const many = 1000;
  for (let index = 0; index < many; index += 1) {
    await getRiskModel();
  }
  return { first, repeated: (performance.now() - again) / many };
}

void measure().then((measured) => console.log(JSON.stringify(measured)));
