import { s3Server } from "../../../scripts/go-tools/s3-server.js";
import type { Backend, StateStore } from "./backend.js";
import { Server } from "./server.js";

const BUCKET = "state";

/** An S3 server in memory. */
export const s3: Backend = {
  scheme: "s3",
  async obstacle() {
    const executable = await s3Server();
    return "refusal" in executable ? `there is no S3 server: ${executable.refusal}` : undefined;
  },
  start,
};

async function start(): Promise<StateStore> {
  const executable = await s3Server();
  if ("refusal" in executable) {
    throw new Error(executable.refusal);
  }
  const server = await Server.start(executable.path, [], /^http:.*\n/);
  const [address = ""] = server.lines;
  return {
    url: `s3://${BUCKET}?endpoint=${address}&s3ForcePathStyle=true&region=us-east-1`,
    // This server accepts any credentials, but the CLI requires some.
    env: { AWS_ACCESS_KEY_ID: "anybody", AWS_SECRET_ACCESS_KEY: "anything" },
    password: undefined,
    stored: () => objectsOf(`${address}/${BUCKET}`),
    writes: async () => server.lines.filter((line) => line.startsWith("PUT ")).length,
    stop: () => server.stop("SIGTERM"),
  };
}

async function objectsOf(bucket: string): Promise<string> {
  const listing = await (await fetch(bucket)).text();
  const keys = [...listing.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key]) => key);
  const objects = keys.map(async (key) => (await fetch(`${bucket}/${key}`)).text());
  return (await Promise.all(objects)).join("\n");
}
