import fs from "node:fs";
import path from "node:path";
import { parse, stringify } from "yaml";

const REPOSITORY = path.join(__dirname, "..", "..");
const PACKAGE = "pulumi-risk-posture";

/** Files by their path inside the program's directory. */
export type Source = Readonly<Record<string, string>>;

const DEFAULT_FILES: Source = {
  "package.json": JSON.stringify({ name: "program", private: true }),
  "tsconfig.json": JSON.stringify({ compilerOptions: { strict: true, types: ["node"], rootDir: "." } }),
};

/** Writes a program and links the packages of this work tree, including the work tree itself. */
export function writeProgram(directory: string, source: Source): void {
  for (const [name, text] of Object.entries({ ...DEFAULT_FILES, ...source })) {
    const file = path.join(directory, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  linkPackages(directory);
}

/** Gives a program the packages of this work tree and the work tree itself, as an installation would. */
export function linkPackages(directory: string): void {
  const from = path.join(REPOSITORY, "node_modules");
  const to = path.join(directory, "node_modules");
  fs.mkdirSync(to);
  for (const name of fs.readdirSync(from).filter((name) => !name.startsWith(".") && name !== PACKAGE)) {
    fs.symlinkSync(path.join(from, name), path.join(to, name));
  }
  fs.symlinkSync(REPOSITORY, path.join(to, PACKAGE));
}

/**
 * A Pulumi.yaml for a program in another directory: the program's own if there is one, so that its settings apply, otherwise a minimal one.
 * Pulumi writes the stacks' config beside this file, so the program's own file is not used in place.
 */
export function projectFile(program: string, overrides: Readonly<Record<string, unknown>> = {}): string {
  const file = path.join(program, "Pulumi.yaml");
  const own = fs.existsSync(file)
    ? parse(fs.readFileSync(file, "utf8"))
    : { name: "project", runtime: "nodejs" };
  const given = Object.entries(overrides).filter(([, value]) => value !== undefined);
  return stringify({ ...own, ...Object.fromEntries(given), main: path.resolve(program, own.main ?? ".") });
}
