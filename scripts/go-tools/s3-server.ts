import type { UnavailableReason } from "../pulumi-cli/find.js";
import { goTool } from "./go-tool.js";

/** An in-memory S3 server, as a backend for the tests and the bench. */
export function s3Server(): Promise<{ readonly path: string } | UnavailableReason> {
  return goTool({ title: "an S3 server", name: "s3-server", module: "s3", source: "." });
}
