// Replaces Pulumi's own Node language host if that is not available; ../pulumi-cli copies it beside such a `pulumi`.
// The engine starts it in the program's directory with the engine's address as the last argument, reads a port from the first
// line of stdout, and asks it to run the program. It also runs policy packs.
// The rest of the service (install, pack, generate) is not implemented.
const { once } = require("node:events");
const { createRequire } = require("node:module");
const { requireFromProgram, startPolicyPack, startProgram } = require("./program.cjs");

const language = requireFromProgram("@pulumi/pulumi/proto/language_pb");
const { LanguageRuntimeService } = requireFromProgram("@pulumi/pulumi/proto/language_grpc_pb");
const { PluginInfo } = requireFromProgram("@pulumi/pulumi/proto/plugin_pb");
// The SDK's own copies: other copies would not know the SDK's service and messages.
const requireFromSdk = createRequire(requireFromProgram.resolve("@pulumi/pulumi"));
const grpc = requireFromSdk("@grpc/grpc-js");
const { Empty } = requireFromSdk("google-protobuf/google/protobuf/empty_pb");

const engineAddress = process.argv.at(-1);
const programs = new Set();

// `@pulumi/pulumi/cmd/run` exits with this code if it has already shown the error to the user.
const FAILURE_ALREADY_SHOWN = 32;

async function run(request) {
  const program = startProgram(request, engineAddress);
  programs.add(program);
  const [code, signal] = await once(program, "close").finally(() => programs.delete(program));
  const response = new language.RunResponse();
  if (code === FAILURE_ALREADY_SHOWN) {
    response.setBail(true);
  } else if (signal) {
    response.setError(`the program was stopped by ${signal}`);
  } else if (code !== 0) {
    response.setError(`the program exited with code ${code}`);
  }
  return response;
}

/** Runs a policy pack until the engine disconnects. The pack is a server; the engine reads its port from its output. */
function runPlugin(call) {
  if (call.request.getKind() !== "analyzer") {
    call.emit("error", {
      code: grpc.status.UNIMPLEMENTED,
      details: "the stand-in runs no plugins but policy packs",
    });
    return;
  }
  const answer = (field, value) => {
    const response = new language.RunPluginResponse();
    response[field](value);
    call.write(response);
  };
  const pack = startPolicyPack(call.request);
  programs.add(pack);
  pack.stdout.on("data", (bytes) => answer("setStdout", bytes));
  pack.stderr.on("data", (bytes) => answer("setStderr", bytes));
  call.once("cancelled", () => pack.kill("SIGTERM"));
  pack.once("close", (code) => {
    programs.delete(pack);
    answer("setExitcode", code ?? 1);
    call.end();
  });
}

function stopPrograms() {
  for (const program of programs) {
    program.kill("SIGTERM");
  }
}

/** Answers a call with an empty message. */
const empty = (Message) => (_call, answer) => answer(null, new Message());

const server = new grpc.Server();
server.addService(LanguageRuntimeService, {
  handshake: empty(language.LanguageHandshakeResponse),
  getPluginInfo: empty(PluginInfo),
  getRequiredPlugins: empty(language.GetRequiredPluginsResponse),
  getRequiredPackages: empty(language.GetRequiredPackagesResponse),
  getProgramDependencies: empty(language.GetProgramDependenciesResponse),
  runtimeOptionsPrompts: empty(language.RuntimeOptionsResponse),
  about: empty(language.AboutResponse),
  runPlugin,
  run: (call, answer) => run(call.request).then((response) => answer(null, response), answer),
  cancel: (_call, answer) => {
    stopPrograms();
    answer(null, new Empty());
  },
});

// No process must outlive the engine: our stdin closes with the engine, even if that is killed.
process.stdin.resume().once("close", () => process.exit());
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(signal, () => process.exit());
}
process.once("exit", stopPrograms);

server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    throw error;
  }
  console.log(port);
});
