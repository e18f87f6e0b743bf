// The program of every stack that the bench measures: many resources of one class, which is the contestant's.
const { kind, idProperty, ids, declared } = require("./resources.json");
const contestant = require(`./${process.env.BENCH_CONTESTANT}.js`);

for (const id of ids) {
  new contestant[kind](id, { [idProperty]: id, ...declared });
}
