import type { Benchmark } from "../benchmark.js";
import { figure, spread, thousands } from "../median.js";
import { withStack } from "../stacks/with-stack.js";

/** Cloudflare's own limit for one user, scaled to a quarter of its window to keep the run short. */
const LIMIT = { requests: 300, seconds: 75 };
/** Enough for four windows: each zone takes a GET and a PUT. */
const ZONES = 600;

export const rateLimit: Benchmark = {
  name: "rate-limit",
  about: "zones that one token manages in an hour, under Cloudflare's limit of requests",
  onDemand: true,
  async measure({ rounds = 1, log }) {
    const seconds: number[] = [];
    const refused: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await withStack("ours", "FraudSettings", ZONES, async (stack, emulator) => {
        await emulator.limitRate(LIMIT.requests, LIMIT.seconds);
        seconds.push(await stack.time("up"));
        const answers = await emulator.takeRequests();
        refused.push(answers.filter(({ status }) => status === 429).length);
        log(`${ZONES} zones: ${answers.length} requests`);
      });
    }
    const { median } = figure(seconds);
    return {
      sections: [
        {
          title: `${ZONES} FraudSettings under a limit of ${LIMIT.requests} requests in ${LIMIT.seconds} s`,
          columns: ["", ""],
          rows: [
            ["`up`, s", spread(figure(seconds), 1)],
            ["requests that were refused", spread(figure(refused), 0)],
            ["zones per hour, at this pace", thousands((3_600 * ZONES) / median)],
            ["zones per hour, by arithmetic", thousands((3_600 * LIMIT.requests) / (2 * LIMIT.seconds))],
          ],
        },
      ],
      budgets: {},
    };
  },
};
