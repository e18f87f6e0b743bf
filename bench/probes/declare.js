// What it costs a program to declare resources: until the constructors have returned, and until everything about them has been worked
// out. The engine is a mock, which costs the same for all contestants.
const pulumi = require("@pulumi/pulumi");
const path = require("node:path");

const [name, text] = process.argv.slice(2);
const { kind, idProperty, ids, declared } = JSON.parse(text);
const Resource = require(path.join(__dirname, "..", "programs", `${name}.js`))[kind];

pulumi.runtime.setMocks({
  newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
  call: ({ inputs }) => inputs,
});

pulumi.runtime.runInPulumiStack(async () => {
  const settled = (resource) => new Promise((resolve) => resource.urn.apply(resolve));
  const declare = (suffix) =>
    ids.map((id) => new Resource(id + suffix, { [idProperty]: id + suffix, ...declared }));
  // The first ones pay for what is compiled and cached.
  await Promise.all(declare("-first").map(settled));
  const before = performance.now();
  const resources = declare("");
  const constructed = performance.now();
  await Promise.all(resources.map(settled));
  const after = performance.now();
  const per = (milliseconds) => (1000 * milliseconds) / ids.length;
  console.log(JSON.stringify({ constructed: per(constructed - before), settled: per(after - before) }));
});
