/**
 * What we use of zod. The build makes this one file that stands alone: zod's own index loads 95, its messages in 50 languages among
 * them, which took more than half of the time until a provider's first answer.
 */
export type { core, output, ZodType } from "zod";
export {
  array,
  boolean,
  enum,
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
