// `npm run compat`: tests the packed package on the real engine, with every supported Node and SDK, and in every form of program.
// Prints the results, writes docs/compatibility.md, and fails if any combination failed.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { inspect } from "node:util";
import { tryNodesAndSdks, tryProgramForms } from "./compat/matrices.js";
import { type Outcome, page } from "./compat/page.js";
import { pack } from "./packed/pack.js";

const PAGE = path.join(__dirname, "..", "docs", "compatibility.md");

async function main(): Promise<void> {
  const directory = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "compat-"));
  try {
    const { tarball } = await pack();
    const nodesAndSdks = await tryNodesAndSdks(directory, tarball, report);
    const programs = await tryProgramForms(directory, tarball, report);
    const text = page(nodesAndSdks, programs);
    fs.writeFileSync(PAGE, text);
    console.log(`\n${text}`);
    if ([...nodesAndSdks, ...programs].some(({ failure }) => failure !== undefined)) {
      process.exitCode = 1;
    }
  } finally {
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

function report({ row, column, failure }: Outcome): void {
  console.log(`${failure === undefined ? "passed" : "FAILED"}: ${row}, ${column}`);
  if (failure !== undefined) {
    console.error(failure instanceof Error ? failure.message : inspect(failure));
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
