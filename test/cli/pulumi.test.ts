import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { CommandError } from "../../cli/exit.js";
import { pulumi } from "../../cli/pulumi.js";
import { rejection } from "../support/errors.js";

describe("What the Pulumi CLI says when it fails", () => {
  const { PATH } = process.env;
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-fails-"));
  before(() => {
    process.env["PATH"] = directory;
  });
  after(() => {
    process.env["PATH"] = PATH;
    fs.rmSync(directory, { recursive: true });
  });

  it("shows nothing of the password in PULUMI_BACKEND_URL, whatever stands in it", async () => {
    const url = "postgres://me:can'ary@host/db";
    const script = '#!/bin/sh\necho "error: unable to open $PULUMI_BACKEND_URL" >&2\nexit 1\n';
    fs.writeFileSync(path.join(directory, "pulumi"), script, { mode: 0o755 });
    process.env["PULUMI_BACKEND_URL"] = url;
    const error = await rejection(pulumi(["stack", "export"]), CommandError).finally(
      () => delete process.env["PULUMI_BACKEND_URL"],
    );
    assert.equal(error.message, "pulumi stack export failed: unable to open postgres://[redacted]@host/db");
  });

  for (const [said, shown] of [
    [
      'unable to open "postgres://me:canary@host/db": connection refused',
      'unable to open "postgres://[redacted]@host/db": connection refused',
    ],
    [
      "open s3://bucket?region=x&secretkey=canary: unknown parameter",
      "open s3://bucket?region=x&secretkey=[redacted] unknown parameter",
    ],
    ["no stack in file:///home/me/state", "no stack in file:///home/me/state"],
  ] as const) {
    it(`is repeated as: ${shown}`, async () => {
      const script = `#!/bin/sh\necho 'error: ${said}' >&2\nexit 1\n`;
      fs.writeFileSync(path.join(directory, "pulumi"), script, { mode: 0o755 });
      const error = await rejection(pulumi(["stack", "export"]), CommandError);
      assert.equal(error.message, `pulumi stack export failed: ${shown}`);
    });
  }
});
