import fs from "node:fs/promises";
import path from "node:path";
import { CommandError } from "../outcome.js";
import { packageFacts } from "../package-facts.js";

/** Refuses a directory in which something would be overwritten. */
export async function requireEmpty(directory: string): Promise<void> {
  const entries = await fs.readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") {
      return [];
    }
    throw new CommandError(`--out ${directory} cannot be used: ${error.message}`);
  });
  if (entries.length > 0) {
    throw new CommandError(
      `--out ${directory} is not empty. Choose a directory that is empty or does not exist yet.`,
    );
  }
}

/** Writes a Pulumi project around the program. */
export async function writeProject(directory: string, program: string): Promise<void> {
  const name = projectName(directory);
  const { version, peerDependencies } = packageFacts();
  const files = {
    "package.json": json({
      name,
      private: true,
      main: "index.ts",
      dependencies: { ...peerDependencies, "pulumi-risk-posture": `^${version}` },
      devDependencies: { "@types/node": "^20.19.0", typescript: "~6.0.3" },
    }),
    "Pulumi.yaml": [
      `name: ${name}`,
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
  try {
    await fs.mkdir(directory, { recursive: true });
    for (const [file, text] of Object.entries(files)) {
      // "wx": what came into being meanwhile is not overwritten either.
      await fs.writeFile(path.join(directory, file), text, { flag: "wx" });
    }
  } catch (error) {
    throw new CommandError(
      `--out ${directory} cannot be written: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** The directory's own name, as far as npm and Pulumi take it. */
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
