// The program of every stack that the bench measures: many resources of one class, which is the contestant's, or one for them all.
const declaration = require("./resources.json");
const contestant = require(`./${process.env.BENCH_CONTESTANT}.js`);

function declareEach({ kind, idProperty, ids, declared }) {
  for (const id of ids) {
    new contestant[kind](id, { [idProperty]: id, ...declared });
  }
}

(contestant.declareAll ?? declareEach)(declaration);
