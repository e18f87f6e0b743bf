import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { GetSchemaRequest, type GetSchemaResponse } from "@pulumi/pulumi/proto/provider_pb";

const folder = path.join(__dirname, "../../../plugin");
const runPlugin = require.resolve("@pulumi/pulumi/cmd/run-plugin");

describe("The plugin's folder", () => {
  it("is served by what Pulumi's language host for Node runs for `pulumi package add`", async () => {
    const plugin = spawn(process.execPath, [runPlugin, folder, "127.0.0.1:1"], { cwd: os.tmpdir() });
    try {
      const [port] = await once(createInterface({ input: plugin.stdout }), "line");
      const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
      const answer = await new Promise<GetSchemaResponse>((resolve, reject) => {
        client.getSchema(new GetSchemaRequest(), (error, response) =>
          error === null ? resolve(response) : reject(error),
        );
      });
      client.close();
      assert.equal(JSON.parse(answer.getSchema()).name, "risk-posture");
    } finally {
      plugin.kill();
    }
  });
});
