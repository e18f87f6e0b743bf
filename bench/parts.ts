import type { Benchmark } from "./benchmark.js";
import { backends } from "./parts/backends.js";
import { check } from "./parts/check.js";
import { checkpoints } from "./parts/checkpoints.js";
import { client } from "./parts/client.js";
import { declare } from "./parts/declare.js";
import { dynamicAndPlugin } from "./parts/dynamic-and-plugin.js";
import { firstCheck } from "./parts/first-check.js";
import { fleet } from "./parts/fleet.js";
import { growth } from "./parts/growth.js";
import { importing } from "./parts/import.js";
import { latency } from "./parts/latency.js";
import { lookup } from "./parts/lookup.js";
import { memory } from "./parts/memory.js";
import { posture } from "./parts/posture.js";
import { rateLimit } from "./parts/rate-limit.js";
import { sets } from "./parts/sets.js";
import { up } from "./parts/up.js";

/** All parts, in the order of the report. */
export const PARTS: readonly Benchmark[] = [
  up,
  sets,
  posture,
  latency,
  importing,
  declare,
  firstCheck,
  check,
  memory,
  dynamicAndPlugin,
  client,
  lookup,
  growth,
  checkpoints,
  backends,
  rateLimit,
  fleet,
];
