import fs from "node:fs";
import path from "node:path";
import { versionHere } from "./install.js";

/** The account and the zone that the programs manage. */
export const ACCOUNT = "699d98642c564d2e855e9661899b7252";
export const ZONE = "023e105f4ecef8ad9ca31a8372d0c353";

/** One way to write a Pulumi program. All of them declare the same: {@link ACCOUNT}, {@link ZONE}, a lookup, three outputs. */
export interface ProgramForm {
  readonly title: string;
  /** A name for its directory. */
  readonly name: string;
  /** The packages that its project needs in addition to the SDK and this package. */
  readonly packages: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

/** The outputs of every form. */
export const OUTPUTS = { before: false, undeclared: "restore", expressions: 0 };

const typescriptText = `
  import * as pulumi from "@pulumi/pulumi";
  import * as risk from "pulumi-risk-posture";

  const level: risk.RiskLevel = "low";
  const map: Record<string, risk.BehaviorArgs> = { imp_travel: { enabled: true, riskLevel: level } };
  const workforce = new risk.RiskBehaviors("workforce", { accountId: "${ACCOUNT}", behaviors: map });
  const shop = new risk.FraudSettings("shop", { zoneId: "${ZONE}", userProfiles: "enabled" });
  const live: Promise<risk.GetFraudSettingsResult> = risk.getFraudSettings({ zoneId: "${ZONE}" });

  export const before: pulumi.Output<boolean | undefined> = workforce.initial.apply((was) => was["imp_travel"]?.enabled);
  export const undeclared: pulumi.Output<string> = shop.onDestroy.apply((onDestroy) => onDestroy ?? "restore");
  export const expressions = live.then(({ usernameExpressions }) => usernameExpressions.length);`;

const declarations = `
  const behaviors = { imp_travel: { enabled: true, riskLevel: "low" } };
  const workforce = new risk.RiskBehaviors("workforce", { accountId: "${ACCOUNT}", behaviors });
  const shop = new risk.FraudSettings("shop", { zoneId: "${ZONE}", userProfiles: "enabled" });`;

const commonjsText = `
  const risk = require("pulumi-risk-posture");
  ${declarations}

  exports.before = workforce.initial.apply((was) => was.imp_travel.enabled);
  exports.undeclared = shop.onDestroy.apply((onDestroy) => onDestroy ?? "restore");
  exports.expressions = risk.getFraudSettings({ zoneId: "${ZONE}" }).then((live) => live.usernameExpressions.length);`;

const moduleText = `
  import * as risk from "pulumi-risk-posture";
  ${declarations}

  export const before = workforce.initial.apply((was) => was.imp_travel.enabled);
  export const undeclared = shop.onDestroy.apply((onDestroy) => onDestroy ?? "restore");
  const live = await risk.getFraudSettings({ zoneId: "${ZONE}" });
  export const expressions = live.usernameExpressions.length;`;

const nodenext = { module: "nodenext", moduleResolution: "nodenext" };
/** The settings in Pulumi's template until TypeScript 6 dropped them. */
const commonjs = { module: "commonjs", moduleResolution: "node10", ignoreDeprecations: "6.0" };
const COMPILER = [`typescript@${versionHere("typescript")}`, `@types/node@${versionHere("@types/node")}`];

export const sdkCompilerForm: ProgramForm = {
  title: "TypeScript, CommonJS, the SDK's own compiler",
  name: "typescript-bare",
  packages: [],
  files: { "package.json": manifest(), "index.ts": typescriptText },
};

export const commonjsTypescriptForm: ProgramForm = {
  title: "TypeScript, CommonJS, `module: commonjs`",
  name: "typescript-commonjs",
  packages: COMPILER,
  files: { "package.json": manifest(), "tsconfig.json": tsconfig(commonjs), "index.ts": typescriptText },
};

export const nodenextTypescriptForm: ProgramForm = {
  title: "TypeScript, CommonJS, `module: nodenext`",
  name: "typescript-nodenext",
  packages: COMPILER,
  files: { "package.json": manifest(), "tsconfig.json": tsconfig(nodenext), "index.ts": typescriptText },
};

/** The SDK runs this form directly if the project has ts-node 10, which it then loads into the program's process. */
export const moduleTypescriptForm: ProgramForm = {
  title: "TypeScript, ES modules, `module: nodenext`, ts-node",
  name: "typescript-module",
  packages: [...COMPILER, "ts-node@10.9.2"],
  files: {
    "package.json": manifest({ type: "module" }),
    "tsconfig.json": tsconfig(nodenext),
    "index.ts": typescriptText,
  },
};

export const commonjsForm: ProgramForm = {
  title: "JavaScript, CommonJS",
  name: "javascript-commonjs",
  packages: [],
  files: { "package.json": manifest(), "index.js": commonjsText },
};

export const moduleForm: ProgramForm = {
  title: "JavaScript, ES modules",
  name: "javascript-module",
  packages: [],
  files: { "package.json": manifest({ type: "module" }), "index.js": moduleText },
};

export const programForms: readonly ProgramForm[] = [
  sdkCompilerForm,
  commonjsTypescriptForm,
  nodenextTypescriptForm,
  moduleTypescriptForm,
  commonjsForm,
  moduleForm,
];

/** Writes a form into its own directory in a project and returns the path. */
export function writeForm(project: string, { name, files }: ProgramForm): string {
  const directory = path.join(project, name);
  fs.mkdirSync(directory, { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    fs.writeFileSync(path.join(directory, file), text);
  }
  return directory;
}

function manifest(fields: object = {}): string {
  return JSON.stringify({ name: "program", private: true, ...fields });
}

function tsconfig(moduleOptions: object): string {
  const compilerOptions = {
    strict: true,
    target: "es2022",
    types: ["node"],
    noEmit: true,
    skipLibCheck: true,
  };
  return JSON.stringify({ compilerOptions: { ...compilerOptions, ...moduleOptions } });
}
