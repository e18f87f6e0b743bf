import fs from "node:fs/promises";
import path from "node:path";
import { asError } from "../../provider/errors.js";
import { CommandError } from "../exit.js";
import { packageFacts } from "../package-facts.js";
import { originOf, slashes } from "./package-origin.js";

/** Writes a Pulumi project around the program. Returns the dependency that installs this package. */
export async function writeProject(directory: string, program: string): Promise<string> {
  try {
    await fs.mkdir(directory, { recursive: true });
    const dependency = await dependencyIn(directory);
    for (const [file, text] of Object.entries(filesOf(projectName(directory), dependency, program))) {
      // "wx": a file that someone created since the check is not overwritten either.
      await fs.writeFile(path.join(directory, file), text, { flag: "wx" });
    }
    return dependency;
  } catch (error) {
    throw new CommandError(`--out ${directory} cannot be written: ${asError(error).message}`);
  }
}

/** A dependency that npm can install: a version from a registry, or a relative path in npm's own form. */
async function dependencyIn(directory: string): Promise<string> {
  const { version, directory: ours } = packageFacts();
  const origin = originOf(ours);
  return origin === "registry"
    ? `^${version}`
    : `file:${slashes(path.relative(await fs.realpath(directory), await fs.realpath(origin.path)))}`;
}

function filesOf(name: string, dependency: string, program: string): Record<string, string> {
  return {
    "package.json": json({
      name,
      private: true,
      main: "index.ts",
      dependencies: { ...packageFacts().peerDependencies, "pulumi-risk-posture": dependency },
      devDependencies: { "@types/node": "^20.19.0", typescript: "~6.0.3" },
    }),
    "Pulumi.yaml": [
      // In quotes: Pulumi refuses a name that YAML reads as a number.
      `name: ${JSON.stringify(name)}`,
      "description: Cloudflare risk behaviors and fraud settings",
      "runtime: nodejs",
      "",
    ].join("\n"),
    "tsconfig.json": json({
      compilerOptions: {
        target: "es2022",
        module: "nodenext",
        moduleResolution: "nodenext",
        types: ["node"],
        strict: true,
        skipLibCheck: true,
        noEmit: true,
      },
      include: ["*.ts"],
    }),
    ".gitignore": "node_modules/\n",
    "index.ts": program,
  };
}

/** The directory's name, reduced to what npm and Pulumi accept. */
function projectName(directory: string): string {
  const name = path
    .basename(path.resolve(directory))
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return name === "" ? "risk-posture" : name.slice(0, 100);
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
