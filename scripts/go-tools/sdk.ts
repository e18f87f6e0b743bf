import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import type { UnavailableReason } from "../pulumi-cli/find.js";
import { goTool } from "./go-tool.js";

const root = path.join(__dirname, "../..");

export const LANGUAGES = ["nodejs", "python", "go"] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * Writes the plugin's SDK for a language, from the schema alone. It uses the code that `pulumi package gen-sdk` runs, but that command
 * needs the language's host, which may not be installed. Returns the reason if it fails.
 */
export async function writeSdk(
  language: Language,
  directory: string,
): Promise<UnavailableReason | undefined> {
  const tool = await goTool({
    title: "Pulumi's generator of SDKs",
    name: "sdk",
    module: "sdk",
    source: ".",
  });
  if ("refusal" in tool) {
    return tool;
  }
  fs.mkdirSync(directory, { recursive: true });
  const generator = spawn(tool.path, [language, directory], { stdio: ["pipe", "inherit", "inherit"] });
  generator.stdin.end(JSON.stringify(schema()));
  const [code] = await once(generator, "close");
  if (code !== 0) {
    throw new Error(`The SDK for ${language} could not be written.`);
  }
  return undefined;
}

/** The schema as the plugin serves it. */
function schema(): object {
  const { version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  return { ...JSON.parse(fs.readFileSync(path.join(root, "plugin/schema.json"), "utf8")), version };
}
