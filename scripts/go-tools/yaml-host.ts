import path from "node:path";
import { onSearchPath } from "../pulumi-cli/executables.js";
import type { UnavailableReason } from "../pulumi-cli/find.js";
import { pulumiCli } from "../pulumi-cli/index.js";
import { goTool } from "./go-tool.js";

const HOST = "pulumi-language-yaml";

/** The language host for YAML programs: beside the CLI, on PATH, or built. */
export async function yamlHost(): Promise<{ readonly path: string } | UnavailableReason> {
  const { path: cli } = await pulumiCli();
  const [found] = onSearchPath(HOST, [path.dirname(cli), process.env["PATH"]].join(path.delimiter));
  return found === undefined
    ? goTool({
        title: "Pulumi's language host for YAML",
        name: HOST,
        module: "yaml",
        source: `github.com/pulumi/pulumi-yaml/cmd/${HOST}`,
      })
    : { path: found };
}
