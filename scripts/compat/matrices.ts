import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { satisfies } from "semver";
import { z } from "zod";
import { install, type PackageManager, versionHere } from "../packed/install.js";
import { nodenextTypescriptForm, OUTPUTS, programForms, writeForm } from "../packed/programs.js";
import type { Outcome } from "./page.js";
import { tryProgram } from "./trial.js";

type Report = (outcome: Outcome) => void;

const NODES = ["20", "22", "24"];
/** The oldest SDK that the peer dependency allows, the last one for Node.js 20, and the newest one. */
const SDKS = ["3.216.0", "3.248.0", "latest"];
const MANAGERS: readonly PackageManager[] = ["npm", "pnpm"];

/** The newest compiler that all these SDKs accept as a peer. */
const COMPILER = "typescript@5.9.3";

/** Exports the Node version that ran it, so that a trial cannot pass on another Node. */
const program = {
  ...nodenextTypescriptForm,
  files: {
    ...nodenextTypescriptForm.files,
    "index.ts": `${nodenextTypescriptForm.files["index.ts"]}\n  export const node = process.version;`,
  },
};

/** Tries one form of program on each Node with each SDK that allows it. */
export async function tryNodesAndSdks(
  directory: string,
  tarball: string,
  report: Report,
): Promise<Outcome[]> {
  const nodes = await Promise.all(
    NODES.map((major) => installNode(path.join(directory, `node-${major}`), major)),
  );
  const outcomes: Outcome[] = [];
  for (const wanted of SDKS) {
    const project = path.join(directory, `sdk-${wanted}`);
    const packages = [
      tarball,
      `@pulumi/pulumi@${wanted}`,
      COMPILER,
      `@types/node@${versionHere("@types/node")}`,
    ];
    await install("npm", project, packages);
    const sdk = readSdk(project);
    for (const node of nodes.filter(({ version }) => satisfies(version, sdk.node))) {
      const trial = tryProgram(
        writeForm(project, program),
        { ...OUTPUTS, node: node.version },
        node.directory,
      );
      outcomes.push(await outcomeOf(node.version, `@pulumi/pulumi ${sdk.version}`, trial, report));
    }
  }
  return outcomes;
}

/** Tries all forms of program with both package managers, on the Node and the SDK of the work tree. */
export async function tryProgramForms(
  directory: string,
  tarball: string,
  report: Report,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const sdk = `@pulumi/pulumi@${versionHere("@pulumi/pulumi")}`;
  const projects = new Map<string, string>();
  for (const manager of MANAGERS) {
    for (const form of programForms) {
      const key = [manager, ...form.packages].join(" ");
      const project = projects.get(key) ?? path.join(directory, `${manager}-${form.name}`);
      // All forms that need the same packages share one project.
      if (!projects.has(key)) {
        await install(manager, project, [tarball, sdk, ...form.packages]);
      }
      projects.set(key, project);
      const trial = tryProgram(writeForm(project, form), OUTPUTS);
      outcomes.push(await outcomeOf(form.title, manager, trial, report));
    }
  }
  return outcomes;
}

async function outcomeOf(
  row: string,
  column: string,
  trial: Promise<void>,
  report: Report,
): Promise<Outcome> {
  const outcome = await trial.then(
    () => ({ row, column }),
    (failure: unknown) => ({ row, column, failure }),
  );
  report(outcome);
  return outcome;
}

/** Installs Node itself, which npm has as a package. */
async function installNode(directory: string, major: string) {
  await install("npm", directory, [`node@${major}`]);
  const bin = path.join(directory, "node_modules", "node", "bin");
  const { stdout } = await promisify(execFile)(path.join(bin, "node"), ["--version"]);
  return { directory: bin, version: stdout.trim() };
}

const SdkManifest = z.object({ version: z.string(), engines: z.object({ node: z.string() }) });

function readSdk(project: string) {
  const file = path.join(project, "node_modules", "@pulumi", "pulumi", "package.json");
  const { version, engines } = SdkManifest.parse(JSON.parse(fs.readFileSync(file, "utf8")));
  return { version, node: engines.node };
}
