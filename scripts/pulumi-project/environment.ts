import path from "node:path";
import type { PulumiCli } from "../pulumi-cli/index.js";

// Variables of the surrounding shell that would affect a run: credentials and settings of the providers and of Pulumi itself, and
// proxies, which must not come between a program and an emulator on this machine.
const OURS_TO_SET = /^(CLOUDFLARE_|APPGATE_|PULUMI_)|^(HTTPS?|ALL|NO|GRPC)_PROXY$/i;

interface EnvironmentOptions {
  readonly backend?: string;
  readonly env?: Record<string, string | undefined>;
  readonly yamlHost?: string | undefined;
}

/** The environment of a project's CLI, engine, program and providers. A variable that is given as undefined is removed. */
export function projectEnvironment(
  cli: PulumiCli,
  directory: string,
  { backend = `file://${directory}`, env = {}, yamlHost }: EnvironmentOptions,
): NodeJS.ProcessEnv {
  const entries = [...cli.pathEntries, ...(yamlHost === undefined ? [] : [path.dirname(yamlHost)])];
  const inherited = Object.entries(process.env).filter(([name]) => !OURS_TO_SET.test(name));
  return {
    ...Object.fromEntries(inherited),
    PATH: [...entries, process.env["PATH"]].join(path.delimiter),
    PULUMI_HOME: path.join(directory, "home"),
    PULUMI_BACKEND_URL: backend,
    PULUMI_CONFIG_PASSPHRASE: "throw-away",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // A missing plugin is a mistake in a test. The engine must not download it.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // Separate from the machine's cache, which would skip the type check of a known program even if types have changed.
    TS_NODE_CACHE_DIRECTORY: path.join(directory, "ts-node"),
    // Unlocks --event-log.
    PULUMI_DEBUG_COMMANDS: "true",
    ...env,
  };
}
