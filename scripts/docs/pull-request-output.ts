import path from "node:path";
import { LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation";
import type { PulumiProject } from "../pulumi-project.js";

/** The output of a preview that docs/guides.md shows, by the name in the comment before each block. */
export type Review = Readonly<Record<"comment" | "comment with diff" | "log with diff", string>>;

/**
 * Runs a preview without and with `diff`, through the Automation API as pulumi/actions does. That action puts the standard output into its
 * comment, but the standard error only into the workflow's log.
 */
export async function review({ cli, directory, env }: PulumiProject): Promise<Review> {
  const pulumiCommand = await PulumiCommand.get({ root: path.resolve(cli.path, "..", "..") });
  const envVars = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const stack = await LocalWorkspace.selectStack(
    { stackName: "dev", workDir: directory },
    { envVars, pulumiCommand },
  );
  const plain = await stack.preview({ color: "never" });
  const diff = await stack.preview({ color: "never", diff: true });
  return {
    // The output before lists the steps as they happen, which nobody reads afterwards.
    comment: tidy(plain.stdout.slice(plain.stdout.indexOf("Diagnostics:"))),
    "comment with diff": tidy(diff.stdout),
    "log with diff": tidy(diff.stderr),
  };
}

/** The page with these texts in the blocks of the same names. */
export function withReview(page: string, shown: Review): string {
  return Object.entries(shown).reduce((text, [name, block]) => {
    const found = blockOf(name);
    if (!found.test(text)) {
      throw new Error(`The page has no block "${name}".`);
    }
    return text.replace(found, (_, before: string, after: string) => `${before}${block}${after}`);
  }, page);
}

function blockOf(name: string): RegExp {
  return new RegExp(`(<!-- npm run docs: ${name} -->\\n\`\`\`text\\n).*?(\\n\`\`\`\\n)`, "s");
}

function tidy(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .join("\n");
}
