import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { install, withoutNpmProject } from "../../../scripts/packed/install.js";
import { pack } from "../../../scripts/packed/pack.js";
import { COMMAND, runNode } from "../../cli/command.js";
import { ACCOUNT, changes, TOKEN, World } from "../world.js";

const Manifest = z.object({ dependencies: z.record(z.string(), z.string()) });

describe("A project that adopt has written, as long as the package is not published", function () {
  this.timeout(240_000);
  const parent = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "adopt-installs-"));
  let tarball: string;
  before(async () => {
    ({ tarball } = await pack());
    await install("npm", path.join(parent, "user"), [tarball]);
  });
  after(() => fs.rmSync(parent, { recursive: true, force: true }));

  for (const [title, name, command, source] of [
    [
      "the tarball that was installed",
      "from-tarball",
      () => path.join(parent, "user", "node_modules", "pulumi-risk-posture", "dist", "cli", "main.js"),
      () => tarball,
    ],
    ["a clone of the repository", "from-clone", () => COMMAND, () => path.join(COMMAND, "..", "..", "..")],
  ] as const) {
    it(`depends on ${title}, so that its next steps work as they are printed`, async () => {
      const program = path.join(parent, name);
      const world = new World({ program });
      try {
        await world.start();
        const env = { CLOUDFLARE_BASE_URL: world.emulator.cloudflareUrl, CLOUDFLARE_API_TOKEN: TOKEN };
        const args = [command(), "adopt", "--account", ACCOUNT, "--out", program];
        const { code, stderr } = await runNode(args, { env });
        assert.equal(code, 0, stderr);

        const manifest = fs.readFileSync(path.join(program, "package.json"), "utf8");
        const dependency = Manifest.parse(JSON.parse(manifest)).dependencies["pulumi-risk-posture"] ?? "";
        assert.equal(path.resolve(program, dependency.replace(/^file:/, "")), source());
        assert.ok(stderr.includes(`It depends on ${dependency}, `), stderr);

        await promisify(execFile)("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund"], {
          cwd: program,
          env: withoutNpmProject(process.env),
        });
        const preview = await world.preview();
        assert.deepEqual(changes(preview), ["create account-699d9864"]);
        assert.match(preview.lines.join("\n"), /overwrites nothing/);
      } finally {
        await world.stop();
      }
    });
  }
});
