import { createRequire } from "node:module";

/** Loads the SDK's own copies of gRPC and of the protocol's messages: its service does not recognize a message of another copy. */
const fromSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));

/** No limit on messages: a set has thousands of zones. The engine's own limit is 400 MB. */
export const NO_LIMIT = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

type Service = typeof import("@pulumi/pulumi/proto/provider_grpc_pb.js");
type Provider = typeof import("@pulumi/pulumi/proto/provider_pb.js");
type Plugin = typeof import("@pulumi/pulumi/proto/plugin_pb.js");
type StatusMessage = typeof import("@pulumi/pulumi/proto/status_pb.js");

export const grpc: typeof import("@grpc/grpc-js") = fromSdk("@grpc/grpc-js");
export const { ResourceProviderService, ResourceProviderClient: ProviderClient }: Service =
  fromSdk("./proto/provider_grpc_pb");
export const messages: Provider = fromSdk("./proto/provider_pb");
export const { PluginInfo }: Plugin = fromSdk("./proto/plugin_pb");
export const { Status }: StatusMessage = fromSdk("./proto/status_pb");
export const { Struct }: typeof import("google-protobuf/google/protobuf/struct_pb.js") = fromSdk(
  "google-protobuf/google/protobuf/struct_pb",
);
export const { Empty }: typeof import("google-protobuf/google/protobuf/empty_pb.js") = fromSdk(
  "google-protobuf/google/protobuf/empty_pb",
);
export const { Any }: typeof import("google-protobuf/google/protobuf/any_pb.js") = fromSdk(
  "google-protobuf/google/protobuf/any_pb",
);
