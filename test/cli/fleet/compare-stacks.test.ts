import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { backendFrom } from "../../../cli/backend-url.js";
import { compareStacks } from "../../../cli/fleet/compare-stacks.js";
import type { StackResult } from "../../../cli/fleet/result.js";

describe("Comparing stacks, none of which can be exported", () => {
  const { PATH } = process.env;
  before(() => {
    process.env["PATH"] = "/nowhere";
  });
  after(() => {
    process.env["PATH"] = PATH;
  });
  const stacks = Array.from({ length: 100 }, (_, index) => `organization/acme/stack-${index}`);
  const task = { backend: backendFrom("file:///nowhere"), project: "", withUndeclared: false };

  it("has a result for each, with the reason", async () => {
    const results: StackResult[] = [];
    await compareStacks(stacks, task, (result) => results.push(result));
    assert.deepEqual(new Set(results.map(({ stack }) => stack)), new Set(stacks));
    assert.ok(results.every((result) => "error" in result && /not on the PATH/.test(result.error.message)));
  });

  it("begins no other one when a result cannot be kept", async () => {
    let results = 0;
    const keep = () => {
      results += 1;
      if (results === 1) {
        throw new Error("the disk is full");
      }
    };
    await assert.rejects(compareStacks(stacks, task, keep), /the disk is full/);
    assert.ok(results < stacks.length, String(results));
  });
});

describe("Comparing stacks of a backend whose URL has a password", () => {
  const { PATH } = process.env;
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "compare-stacks-"));
  const url = "postgres://me:canary-password@host/db";
  before(() => {
    const refusal = `#!/bin/sh\necho 'error: could not open ${url}' >&2\nexit 1\n`;
    fs.writeFileSync(path.join(directory, "pulumi"), refusal, { mode: 0o755 });
    process.env["PATH"] = directory;
  });
  after(() => {
    process.env["PATH"] = PATH;
    fs.rmSync(directory, { recursive: true });
  });

  it("does not show that, where Pulumi repeats it as the reason why one cannot be exported", async () => {
    const task = { backend: backendFrom(url), project: "", withUndeclared: false };
    const results: StackResult[] = [];
    await compareStacks(["organization/acme/dev"], task, (result) => results.push(result));
    const shown = JSON.stringify(results);
    assert.match(shown, /could not open postgres:/);
    assert.ok(!shown.includes("canary-password"), shown);
  });
});
