import assert from "node:assert/strict";
import fs from "node:fs";
import { z } from "zod";
import { Sandbox } from "../../scripts/fakes.js";
import { type Ended, run } from "../command.js";
import { ACCOUNT, Place, TOKEN } from "../support.js";

const TYPE = "pulumi-nodejs:dynamic/riskPosture:RiskBehaviors";
const Fleet = z.object({
  stacks: z.array(
    z.object({ status: z.object({ findings: z.array(z.object({ code: z.string() })) }).optional() }),
  ),
});

/** A stack with the behaviors of these accounts. */
function stackOf(...accounts: readonly string[]): string {
  const resources = accounts.map((accountId) => {
    const inputs = { accountId, behaviors: { imp_travel: { enabled: true, riskLevel: "high" } } };
    return { urn: `urn:pulumi:dev::p::${TYPE}::a${accountId}`, type: TYPE, inputs, outputs: inputs };
  });
  return JSON.stringify({ version: 3, deployment: { resources } });
}

describe("fleet --resume", () => {
  const place = new Place();
  const sandbox = new Sandbox();
  before(() =>
    place.start({
      accounts: { [ACCOUNT]: { behaviors: { imp_travel: { enabled: true, risk_level: "high" } } } },
      tokens: {
        [TOKEN]: {
          permissions: [
            "Zero Trust Read",
            "Access: Apps and Policies Read",
            "Access: Organizations, Identity Providers, and Groups Read",
          ],
        },
      },
    }),
  );
  after(async () => {
    sandbox.remove();
    await place.stop();
  });

  const fleet = (...args: readonly string[]): Promise<Ended> =>
    run(["fleet", "--json", "--resume", sandbox.path("results.jsonl"), ...args], {
      env: { ...place.env, APPGATE_ADDRESS: "", PULUMI_BACKEND_URL: "s3://acme", PATH: sandbox.directory },
    });

  const codesIn = ({ stdout }: Ended) =>
    Fleet.parse(JSON.parse(stdout)).stacks.flatMap(({ status }) =>
      (status?.findings ?? []).map(({ code }) => code),
    );

  beforeEach(() => fs.rmSync(sandbox.path("results.jsonl"), { force: true }));

  it("refuses to write the report over the results, whichever way the file is spelled", async () => {
    const results = sandbox.path("results.json");
    const link = sandbox.path("link.json");
    const refused = async (written: string) => {
      const { code, stderr } = await fleet("--resume", results, "--write", written);
      assert.equal(code, 1);
      assert.match(stderr, /\.json is the file of --resume: choose another one for the report\.$/m);
    };
    await refused(results);
    assert.ok(!fs.existsSync(results));
    fs.writeFileSync(results, "");
    fs.symlinkSync(results, link);
    await refused(link);
  });

  it("says where results cannot be kept, and what to do, if there is no temporary folder", async () => {
    sandbox.executable("pulumi", `process.stdout.write('[{"name":"first"}]')`);
    const { code, stderr } = await run(["fleet"], {
      env: {
        ...place.env,
        PULUMI_BACKEND_URL: "s3://acme",
        PATH: sandbox.directory,
        TMPDIR: "/no/such/folder",
      },
    });
    assert.equal(code, 1);
    assert.match(
      stderr,
      /The results cannot be kept in \/no\/such\/folder: ENOENT.*Set TMPDIR to another folder, or give --resume FILE\./,
    );
  });

  it("tells what two stacks lead to, also where the one that told it first cannot be read any more", async () => {
    // What the Pulumi CLI would print. The second stack comes when the first is done.
    sandbox.executable(
      "pulumi",
      `const stack = process.argv.find((word) => word.startsWith("--stack="))?.slice(8);
       const print = () => process.stdout.write(require("fs").readFileSync(__dirname + "/" + stack + ".json"));
       if (stack === undefined) process.stdout.write('[{"name":"first"},{"name":"second"}]');
       else setTimeout(print, stack === "second" ? 1500 : 0);`,
    );
    sandbox.write("first.json", stackOf(ACCOUNT, "c".repeat(32)));
    sandbox.write("second.json", stackOf(ACCOUNT));
    const before = await fleet();
    assert.equal(before.code, 1, before.stderr);
    fs.rmSync(sandbox.path("first.json"));
    const after = await fleet();
    assert.match(after.stderr, /^1 of 2 stacks are in /m);
    // Both declare the same, which is known while both can be read.
    assert.deepEqual(codesIn(before), ["nothing-acts", "declared-twice"]);
    assert.deepEqual(codesIn(after), ["nothing-acts"]);
  });

  it("tells nothing of a stack that is in the file alone: not that it declares the same, and what it led to is told of another", async () => {
    sandbox.executable(
      "pulumi",
      `const stack = process.argv.find((word) => word.startsWith("--stack="))?.slice(8);
       if (stack !== undefined) process.stdout.write(require("fs").readFileSync(__dirname + "/" + stack + ".json"));`,
    );
    sandbox.write("old.json", stackOf(ACCOUNT));
    sandbox.write("new.json", stackOf(ACCOUNT));
    const former = await fleet("--stacks", sandbox.write("former.txt", "old"));
    const present = await fleet("--stacks", sandbox.write("present.txt", "new"));
    for (const ended of [former, present]) {
      assert.equal(ended.code, 0, ended.stderr);
      assert.deepEqual(codesIn(ended), ["nothing-acts"]);
    }
  });
});
