import { fraudRules } from "../../provider/fraud-settings/kind.js";
import { groupBy } from "../../provider/group-by.js";
import { behaviorRules } from "../../provider/risk-behaviors/kind.js";
import type { Declaration } from "./declared-inputs.js";
import { literal, propertyName, quoted } from "./literal.js";
import type { Kind, Target } from "./targets.js";

/** An account or zone and its declaration. */
export interface Adopted {
  readonly target: Target;
  readonly declaration: Declaration;
}

const RULES = { account: behaviorRules, zone: fraudRules } satisfies Record<Kind, unknown>;

/**
 * The program: one statement for each account and zone.
 *
 * @param set The name of a set. If given, there is one statement for all accounts, and one for all zones.
 */
export function programText(adopted: readonly Adopted[], set?: string): string {
  return [
    'import * as risk from "pulumi-risk-posture";',
    [
      '// What was live when "pulumi-risk-posture adopt" wrote this: the first "pulumi up" writes nothing.',
      "// From then on, what stands here is what is wanted. Whatever does not stand here is left alone.",
    ].join("\n"),
    ...(set === undefined
      ? adopted.map(statement)
      : [...groupBy(adopted, ({ target }) => target.kind).values()].map((group) => setStatement(set, group))),
  ]
    .map((part) => `${part}\n`)
    .join("\n");
}

function statement({ target: { kind, id, name }, declaration: { inputs, leftOut } }: Adopted): string {
  const comments = leftOut.map(comment);
  const { type } = RULES[kind];
  const declared =
    inputs === undefined
      ? `// ${type} of ${kind} ${id}: nothing to declare.`
      : `new risk.${type}(${quoted(name)}, ${literal(inputs.single, 0, Number.POSITIVE_INFINITY)});`;
  return [...comments, declared].join("\n");
}

function setStatement(name: string, adopted: readonly [Adopted, ...Adopted[]]): string {
  const { setType, placesProperty } = RULES[adopted[0].target.kind];
  const entries = adopted.flatMap(setEntry).map((line) => `    ${line}\n`);
  if (adopted.every(({ declaration }) => declaration.inputs === undefined)) {
    return [...entries.map((line) => line.trim()), `// ${setType} ${name}: nothing to declare.`].join("\n");
  }
  return `new risk.${setType}(${quoted(name)}, {\n  ${placesProperty}: {\n${entries.join("")}  },\n});`;
}

/** The lines of one account or zone in a set, not indented. */
function setEntry({ target: { id, isNamed, name }, declaration: { inputs, leftOut } }: Adopted): string[] {
  const comments = [...(isNamed ? [`// ${name}`] : []), ...leftOut.map(comment)];
  if (inputs === undefined) {
    return [...comments, `// ${id}: nothing to declare.`];
  }
  const start = `${propertyName(id)}: `;
  return [...comments, `${start}${literal(inputs.inSet, 2, start.length + 4)},`];
}

function comment(sentence: string): string {
  return `// ${sentence}.`;
}
