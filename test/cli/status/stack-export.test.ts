import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { run } from "../command.js";

describe("What the pulumi on the PATH prints as an export", () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "no-export-"));
  after(() => fs.rmSync(directory, { recursive: true }));

  it("is refused where it is none, without the advice to run the same again", async () => {
    fs.writeFileSync(path.join(directory, "pulumi"), "#!/bin/sh\necho hello\n", { mode: 0o755 });
    const { code, stdout, stderr } = await run(["status"], { env: { PATH: directory } });
    assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
    assert.equal(
      stderr,
      'error: "pulumi stack export" printed no export of a stack. Is the "pulumi" on the PATH the Pulumi CLI?\n',
    );
  });
});
