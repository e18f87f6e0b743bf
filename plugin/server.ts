import type { ServerUnaryCall, sendUnaryData } from "@grpc/grpc-js";
import type * as rpc from "@pulumi/pulumi/proto/provider_pb.js";
import { endWithEngine } from "../provider/engine/engine-alive.js";
import { asError } from "../provider/errors.js";
import { checkResponse, diffResponse, marked, refusal, struct } from "./check-and-diff-responses.js";
import { ComponentProcess } from "./component-process.js";
import { Empty, grpc, messages, NO_LIMIT, PluginInfo, ResourceProviderService } from "./grpc.js";
import type { PluginProvider } from "./provider.js";
import schema from "./schema.json";

/** The number of calls that have no answer yet. */
let underWay = 0;

/** Serves the engine's protocol as long as the engine runs, and returns the port. */
export async function serve(provider: PluginProvider, version: string): Promise<number> {
  const server = new grpc.Server(NO_LIMIT);
  server.addService(ResourceProviderService, service(provider, version));
  endWithEngine(() => underWay > 0);
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
}

function service(provider: PluginProvider, version: string) {
  const components = new ComponentProcess();
  return {
    ...packageCalls(version),
    ...configurationCalls(provider),
    ...resourceCalls(provider),
    invoke: unary(async (request: rpc.InvokeRequest) => {
      const answer = await provider.invoke(request.getTok(), marked(request.getArgs()));
      return new messages.InvokeResponse().setReturn(struct(answer));
    }),
    construct: unary((request: rpc.ConstructRequest) => components.construct(request, provider.version)),
    cancel: unary(async () => {
      components.end();
      await provider.cancel();
      return new Empty();
    }),
  };
}

function packageCalls(version: string) {
  return {
    handshake: unary(async () =>
      new messages.ProviderHandshakeResponse()
        .setAcceptSecrets(true)
        // A component needs the providers that it is given, and outputs at their places in its inputs.
        .setAcceptResources(true)
        .setAcceptOutputs(true)
        // Resources here get no automatic names. But if a stack disables them for this package, the engine deletes before it replaces.
        .setSupportsAutonamingConfiguration(true),
    ),
    getPluginInfo: unary(async () => new PluginInfo().setVersion(version)),
    getSchema: unary(async () =>
      new messages.GetSchemaResponse().setSchema(JSON.stringify({ ...schema, version })),
    ),
  };
}

function configurationCalls(provider: PluginProvider) {
  return {
    checkConfig: unary(async (request: rpc.CheckRequest) =>
      checkResponse(provider.checkConfiguration(request.getUrn(), marked(request.getNews()))),
    ),
    diffConfig: unary(async (request: rpc.DiffRequest) =>
      diffResponse(
        provider.diffConfiguration(
          marked(request.getOldInputs() ?? request.getOlds()),
          marked(request.getNews()),
        ),
      ),
    ),
    configure: unary(async (request: rpc.ConfigureRequest) => {
      await provider.configure(marked(request.getArgs()), request.getUrn() || undefined);
      return new messages.ConfigureResponse()
        .setAcceptsecrets(true)
        .setAcceptresources(true)
        .setAcceptoutputs(true)
        .setSupportspreview(true)
        .setSupportsAutonamingConfiguration(true);
    }),
  };
}

function resourceCalls(provider: PluginProvider) {
  return {
    check: unary(async (request: rpc.CheckRequest) =>
      checkResponse(
        await provider.check(request.getUrn(), marked(request.getOlds()), marked(request.getNews())),
      ),
    ),
    diff: unary(async (request: rpc.DiffRequest) => {
      const olds = marked(request.getOlds());
      const oldInputs = marked(request.getOldInputs() ?? request.getOlds());
      const news = marked(request.getNews());
      const ignoresChanges = request.getIgnorechangesList().length > 0;
      return diffResponse(
        await provider.diff(request.getUrn(), request.getId(), olds, oldInputs, news, ignoresChanges),
      );
    }),
    create: unary(async (request: rpc.CreateRequest) => {
      const news = marked(request.getProperties());
      const { id, outputs } = await provider.create(request.getUrn(), news, request.getPreview());
      return new messages.CreateResponse().setId(id).setProperties(struct(outputs));
    }),
    update: unary(async (request: rpc.UpdateRequest) => {
      const olds = marked(request.getOlds());
      const news = marked(request.getNews());
      const isPreview = request.getPreview();
      const outputs = await provider.update(request.getUrn(), request.getId(), olds, news, isPreview);
      return new messages.UpdateResponse().setProperties(struct(outputs));
    }),
    read: unary(async (request: rpc.ReadRequest) => {
      const outputs = marked(request.getProperties());
      const read = await provider.read(
        request.getUrn(),
        request.getId(),
        outputs,
        marked(request.getInputs()),
      );
      const response = new messages.ReadResponse().setId(read.id ?? "");
      return read.id === undefined
        ? response
        : response.setProperties(struct(read.outputs)).setInputs(struct(read.inputs));
    }),
    delete: unary(async (request: rpc.DeleteRequest) => {
      await provider.delete(request.getUrn(), request.getId(), marked(request.getProperties()));
      return new Empty();
    }),
  };
}

/** Answers one call, or says in one sentence what failed. */
function unary<Request, Response>(answer: (request: Request) => Promise<Response>) {
  return ({ request }: ServerUnaryCall<Request, Response>, send: sendUnaryData<Response>): void => {
    underWay += 1;
    answer(request)
      .then(
        (response) => send(null, response),
        (error: unknown) => send(refusal(asError(error))),
      )
      .finally(() => {
        underWay -= 1;
      });
  };
}
