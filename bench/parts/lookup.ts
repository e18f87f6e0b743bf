import type { Benchmark } from "../benchmark.js";
import { RemoteEmulator } from "../emulator/remote.js";
import { inTurns } from "../measure-in-turns.js";
import { spread } from "../median.js";
import { probe } from "../run-probe.js";

export const lookup: Benchmark = {
  name: "lookup",
  about: "time to the risk model, first and repeated",
  async measure({ rounds = 7 }) {
    const emulator = await RemoteEmulator.start({});
    try {
      const samples = await inTurns(rounds, ["getRiskModel"], () =>
        probe("lookup.js", [], {
          APPGATE_ADDRESS: emulator.addresses.appgate,
          APPGATE_USERNAME: "admin",
          APPGATE_PASSWORD: "emulator-password",
        }),
      );
      return {
        sections: [
          {
            title: "Looking up the risk model",
            columns: ["", "ms"],
            rows: [
              ["first `getRiskModel()`, log-in included", spread(samples.figure("getRiskModel first"), 1)],
              ["repeated", spread(samples.figure("getRiskModel repeated"), 3)],
            ],
          },
        ],
        budgets: {},
      };
    } finally {
      await emulator.stop();
    }
  },
};
