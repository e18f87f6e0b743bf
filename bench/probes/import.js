// What importing the package costs a program that has imported @pulumi/pulumi.
const before = performance.now();
require("@pulumi/pulumi");
const between = performance.now();
const known = new Set(Object.keys(require.cache));
require("pulumi-risk-posture");
const after = performance.now();

const loaded = Object.keys(require.cache).filter((file) => !known.has(file));
const heavy = loaded.filter((file) =>
  /[/\\]node_modules[/\\](zod|node-fetch)[/\\]|[/\\]dist[/\\]provider[/\\]zod\.js$/.test(file),
);
console.log(
  JSON.stringify({
    pulumi: between - before,
    ours: after - between,
    ratio: (after - before) / (between - before),
    modules: loaded.length,
    heavy: heavy.length,
  }),
);
