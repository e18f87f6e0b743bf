import type * as rpc from "@pulumi/pulumi/proto/provider_pb.js";
import type { Struct as StructMessage } from "google-protobuf/google/protobuf/struct_pb.js";
import { withPluginNames } from "./configuration.js";
import { Any, grpc, messages, Status, Struct } from "./grpc.js";
import { type Checked, type Diff, HalfDone } from "./provider.js";
import type { MarkedProps } from "./secret-and-unknown-marks.js";

/** The engine finds a half-done resource in the details of the error. */
export function refusal(error: Error) {
  const message = withPluginNames(error.message);
  const code = grpc.status.UNKNOWN;
  if (!(error instanceof HalfDone)) {
    return { code, details: message };
  }
  const failed = new messages.ErrorResourceInitFailed()
    .setId(error.id)
    .setProperties(struct(error.outputs))
    .setReasonsList([message]);
  const details = new Any();
  details.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status().setCode(code).setMessage(message).setDetailsList([details]);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return { code, details: message, metadata };
}

export function checkResponse({ inputs, failures }: Checked): rpc.CheckResponse {
  const refusals = failures.map(({ property, reason }) =>
    new messages.CheckFailure().setProperty(property).setReason(withPluginNames(reason)),
  );
  return new messages.CheckResponse().setInputs(struct(inputs)).setFailuresList(refusals);
}

const { DiffChanges } = messages.DiffResponse;
const { Kind } = messages.PropertyDiff;
/** The kind of a change, and of one that replaces the resource. */
const KINDS = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const;

export function diffResponse({ differences, isChanged, replaces }: Diff): rpc.DiffResponse {
  const response = new messages.DiffResponse()
    .setChanges(changesOf(isChanged))
    .setReplacesList([...replaces])
    // A replacement takes over the remembered values of the old resource.
    .setDeletebeforereplace(true)
    .setDiffsList([...new Set(differences.map(({ property }) => property))])
    .setHasdetaileddiff(differences.length > 0);
  for (const { change, path, property } of differences) {
    const [kind, replacing] = KINDS[change];
    const difference = new messages.PropertyDiff()
      .setKind(replaces.includes(property) ? replacing : kind)
      .setInputdiff(true);
    response.getDetaileddiffMap().set(path, difference);
  }
  return response;
}

function changesOf(isChanged: boolean | undefined) {
  if (isChanged === undefined) {
    return DiffChanges.DIFF_UNKNOWN;
  }
  return isChanged ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE;
}

export function marked(message: StructMessage | undefined): MarkedProps {
  return message?.toJavaScript() ?? {};
}

export function struct(value: MarkedProps): StructMessage {
  return Struct.fromJavaScript({ ...value });
}
