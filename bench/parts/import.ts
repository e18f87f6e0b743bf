import type { Benchmark } from "../benchmark.js";
import { inTurns } from "../measure-in-turns.js";
import { spread } from "../median.js";
import { probe } from "../run-probe.js";

export const importing: Benchmark = {
  name: "import",
  about: "what importing the package costs a program",
  async measure({ rounds = 15 }) {
    const samples = await inTurns(rounds, ["import"], () => probe("import.js"));
    const ratio = samples.figure("import ratio");
    return {
      sections: [
        {
          title: "Importing the package",
          columns: ["", ""],
          rows: [
            ["importing @pulumi/pulumi, ms", spread(samples.figure("import pulumi"), 0)],
            ["then importing this package, ms", spread(samples.figure("import ours"), 1)],
            ["both ÷ the first alone", spread(ratio, 3)],
          ],
        },
      ],
      budgets: { import: ratio },
    };
  },
};
