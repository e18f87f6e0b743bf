import type { Declaration } from "./declarable.js";
import { literal, quoted } from "./literal.js";
import type { Kind, Target } from "./targets.js";

/** An account or a zone with what is to be declared of it. */
export interface Adopted {
  readonly target: Target;
  readonly declaration: Declaration;
}

const CLASSES: Readonly<Record<Kind, string>> = { account: "RiskBehaviors", zone: "FraudSettings" };

/** The program: one statement for each account and zone. */
export function sourceOf(adopted: readonly Adopted[]): string {
  return [
    'import * as risk from "pulumi-risk-posture";',
    [
      '// What was live when "pulumi-risk-posture adopt" wrote this: the first "pulumi up" writes nothing.',
      "// From then on, what stands here is what is wanted. Whatever does not stand here is left alone.",
    ].join("\n"),
    ...adopted.map(statement),
  ]
    .map((part) => `${part}\n`)
    .join("\n");
}

function statement({ target: { kind, id, name }, declaration: { inputs, leftOut } }: Adopted): string {
  const comments = leftOut.map((sentence) => `// ${sentence}.`);
  const declared =
    inputs === undefined
      ? `// ${CLASSES[kind]} of ${kind} ${id}: nothing to declare.`
      : `new risk.${CLASSES[kind]}(${quoted(name)}, ${literal(inputs, 0, Number.POSITIVE_INFINITY)});`;
  return [...comments, declared].join("\n");
}
