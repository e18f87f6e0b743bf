import { CommentTag, Converter, ReflectionKind } from "typedoc";

/** The topics of the source folders. Each is a group in the reference. */
const GROUPS = [
  ["provider/posture/", "Posture of a company"],
  ["provider/risk-behaviors/", "Risk behaviors"],
  ["provider/fraud-settings/", "Fraud settings"],
  ["provider/settings/", "What both have in common"],
  ["provider/risk-model/", "Risk model of Appgate SDP"],
  ["provider/access/", "What risk levels lead to"],
  ["provider/entitlements/", "What risk levels lead to"],
  ["provider/finding.ts", "What risk levels lead to"],
  ["provider/appgate/", "Risk model of Appgate SDP"],
  ["provider/cloudflare/", "Connections"],
  ["provider/errors.ts", "Errors"],
  ["emulator/emulator.ts", "Start"],
  ["emulator/fault-proxy.ts", "Start"],
  ["emulator/faults/", "Faults"],
  ["emulator/cloudflare/", "Cloudflare"],
  ["emulator/appgate/", "Appgate SDP"],
  ["emulator/seed.ts", "Seeds"],
  ["emulator/", "Requests"],
];

/** Groups exports by topic. By default typedoc groups them by kind: classes, functions, types. */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const reflection of project.getReflectionsByKind(ReflectionKind.All)) {
      if (reflection.parent?.kindOf(ReflectionKind.Module)) {
        tag(project, reflection);
      }
    }
  });
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    app.options.setValue("intentionallyNotDocumented", plainFields(project));
  });
}

function tag(project, reflection) {
  const group = groupOf(project, reflection);
  // The comment of a function is on its signature.
  for (const { comment } of [reflection, ...reflection.getNonIndexSignatures()]) {
    comment?.blockTags.push(new CommentTag("@group", [{ kind: "text", text: group }]));
  }
}

function groupOf(project, reflection) {
  const file = fileOf(project, reflection);
  const [, group] = GROUPS.find(([folder]) => file.includes(`/${folder}`)) ?? [];
  if (group === undefined) {
    throw new Error(`typedoc-groups.mjs knows no group for ${reflection.name} in ${file}.`);
  }
  return group;
}

/** The fields of the emulator's state have the APIs' own names and need no documentation. The exported types do. */
function plainFields(project) {
  const fields = project
    .getReflectionsByKind(ReflectionKind.Property | ReflectionKind.CallSignature)
    .filter((field) => fileOf(project, field).includes("/emulator/") && !field.hasComment());
  const names = new Set(fields.map((field) => field.getFriendlyFullName()));
  // typedoc must not be told about those that it skips itself.
  return [...names].filter((name) => !/\.__namedParameters\.|\.__type$/.test(name));
}

function fileOf(project, reflection) {
  return project.getSymbolIdFromReflection(reflection)?.fileName ?? "";
}
