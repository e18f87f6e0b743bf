// CI reads the last line "N passed, N failed". It is printed from mocha's own counts, after the readable report.
const { Spec } = require("mocha").reporters;

module.exports = class SpecWithCounts extends Spec {
  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    console.log(`${passes} passed, ${failures} failed${pending > 0 ? `, ${pending} skipped` : ""}`);
  }
};
