/**
 * The parts of zod that we use. The build bundles this module into one file: zod's own index loads 95, its messages in 50 languages among
 * them, which took more than half of the time until a provider's first answer.
 *
 * Schemas for each account or zone use neither `transform` nor `superRefine`: what these leave behind outlives the young generation, and
 * makes the provider's memory grow (docs/performance.md). `overwrite`, `check` and unions do the same without.
 */
export type { core, output, ZodType } from "zod";
export {
  array,
  boolean,
  enum,
  exactOptional,
  int,
  literal,
  looseObject,
  number,
  object,
  record,
  strictObject,
  string,
  union,
  unknown,
} from "zod";
