const { spawn } = require("node:child_process");
const { createRequire } = require("node:module");
const path = require("node:path");

/**
 * Loads the program's own packages: two copies of the SDK in one run would not know each other's resources. The engine starts language
 * hosts in the program's directory.
 */
const requireFromProgram = createRequire(path.join(process.cwd(), "package.json"));

/** Starts the program of a RunRequest as the vendor's host does: in its own Node process, through the SDK's `cmd/run`. */
function startProgram(request, engineAddress) {
  const info = request.getInfo();
  const options = info.getOptions()?.toJavaScript() ?? {};
  const flags = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    stack: request.getStack(),
    pwd: info.getProgramDirectory(),
    "root-directory": info.getRootDirectory(),
    parallel: request.getParallel(),
  };
  const args = [
    ...(options.nodeargs?.split(/\s+/) ?? []),
    requireFromProgram.resolve("@pulumi/pulumi/cmd/run"),
    ...Object.entries(flags).flatMap(([name, value]) => (value ? [`--${name}`, String(value)] : [])),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info.getEntryPoint(),
    ...request.getArgsList(),
  ];
  return spawn(process.execPath, args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: environment(request, options),
  });
}

/** Starts a policy pack as the vendor's host does: with the pack's own SDK, in the pack's directory. */
function startPolicyPack(request) {
  const directory = request.getInfo().getProgramDirectory();
  const run = createRequire(path.join(directory, "package.json")).resolve(
    "@pulumi/pulumi/cmd/run-policy-pack",
  );
  return spawn(process.execPath, [run, ...request.getArgsList(), directory], {
    cwd: directory,
    stdio: ["ignore", "pipe", "pipe"],
    env: Object.fromEntries(request.getEnvList().map((variable) => variable.split(/=(.*)/s, 2))),
  });
}

function environment(request, options) {
  const env = {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toObject())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
  if (options.typescript !== false) {
    env.PULUMI_NODEJS_TYPESCRIPT = "true";
  }
  if (options.tsconfig) {
    env.PULUMI_NODEJS_TSCONFIG_PATH = options.tsconfig;
  }
  return env;
}

module.exports = { requireFromProgram, startPolicyPack, startProgram };
