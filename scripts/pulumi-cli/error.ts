import fs from "node:fs";
import path from "node:path";
import type { FindOptions } from "./find-options.js";
import { OLDEST_VERSION } from "./versions.js";

export class NoPulumiCliError extends Error {
  override name = "NoPulumiCliError";

  constructor(refusals: ReadonlyMap<string, string>, { goModule }: FindOptions) {
    super(
      [
        "There is no usable Pulumi CLI on this machine, and none could be had:",
        ...[...refusals].map(([source, refusal]) => `  ${source}: ${refusal}`),
        "One of these helps:",
        `  - Install the Pulumi CLI ${OLDEST_VERSION} or newer: https://www.pulumi.com/docs/install/`,
        "  - Allow this machine to download it.",
        `  - Install Go ${goVersion(goModule)} or newer (https://go.dev/dl/); the CLI is then built from its Go modules.`,
      ].join("\n"),
    );
  }
}

function goVersion(goModule: string): string {
  return /^go (\S+)$/m.exec(fs.readFileSync(path.join(goModule, "go.mod"), "utf8"))?.[1] ?? "";
}
