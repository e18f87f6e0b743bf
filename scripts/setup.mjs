// Prepares a fresh clone for a command. Does nothing if everything is in place. `setup.mjs packages` installs the npm packages,
// `setup.mjs dist` also builds, and without an argument it also gets a Pulumi CLI. It must run before anything is installed, so it
// uses only Node. Standard output belongs to the command that runs afterwards.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { cacheDirectory } from "./setup/cache.mjs";
import { builtFile, dependenciesAreInstalled, distIsFresh } from "./setup/freshness.mjs";
import { withLock } from "./setup/lock.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

// Outside the work tree, since `npm ci` empties node_modules and everything else in the tree is under version control.
const lock = path.join(
  cacheDirectory(),
  "setup",
  `${createHash("sha256").update(root).digest("hex").slice(0, 16)}.lock`,
);

async function setUp(wanted) {
  // Does not take the lock, because the build that holds it asks for the packages too.
  if (wanted === "packages" && dependenciesAreInstalled(root)) {
    return;
  }
  await withLock(
    lock,
    async () => {
      if (!dependenciesAreInstalled(root)) {
        await install();
      }
      if (wanted !== "packages" && !distIsFresh(root)) {
        await build();
      }
    },
    { onWait: () => console.error("Waiting for another set-up of this work tree …") },
  );
  // In its own process, because it is TypeScript and needs the packages.
  if (wanted === "all") {
    await run(process.execPath, ["--import", "tsx", "scripts/pulumi-cli/main.ts"]);
  }
}

async function install() {
  console.error("Installing the npm packages …");
  await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
}

async function build() {
  console.error("Building dist/ …");
  const started = new Date();
  const file = builtFile(root);
  try {
    await run("npm", ["run", "--silent", "build"]);
    // A source file that was saved during the build counts as newer than the result.
    fs.utimesSync(file, started, started);
  } catch (error) {
    // The compiler writes its result despite type errors. That result must not count as a good build.
    if (fs.existsSync(file)) {
      fs.utimesSync(file, 0, 0);
    }
    throw error;
  }
}

async function run(command, args) {
  const [code, signal] = await once(
    spawn(command, args, { cwd: root, stdio: ["inherit", 2, "inherit"] }),
    "close",
  );
  if (code !== 0) {
    throw new Error(`${[command, ...args].join(" ")} ended with ${signal ?? `exit code ${code}`} in ${root}`);
  }
}

try {
  await setUp(process.argv[2] ?? "all");
} catch (error) {
  console.error(`Set-up failed: ${error.message}`);
  process.exitCode = 1;
}
