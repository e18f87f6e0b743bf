import assert from "node:assert/strict";
import path from "node:path";
import { run } from "../../../scripts/pulumi-cli/run.js";
import { behaviors, on } from "../programs.js";
import { story } from "../world.js";

const repository = path.join(__dirname, "../../..");

story("npm run pulumi", {}, (world) => {
  // Without the directories that the project itself prepends to PATH.
  const env = () => ({ ...world.project.env, PATH: process.env["PATH"] });
  const npmRun = (...args: string[]) =>
    run("npm", ["run", "--silent", ...args], { cwd: repository, env: env() });

  it("runs the Pulumi CLI in the directory that -C names", async () => {
    world.declare(behaviors({ imp_travel: on("low") }));
    const { code, stdout, stderr } = await npmRun("pulumi", "--", "-C", world.project.directory, "preview");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /\+ +pulumi-nodejs:dynamic\/riskPosture:RiskBehaviors +workforce +create/);
  });

  it("adds nothing to what the CLI prints, and ends with its exit code", async () => {
    const args = ["stack", "select", "no-such-stack", "--non-interactive", "--color=never"];
    const { code, stdout, stderr } = await world.project.run(args, { allowFailure: true });
    assert.notEqual(code, 1);
    assert.deepEqual(await npmRun("pulumi", "--", "-C", world.project.directory, ...args), {
      code,
      stdout,
      stderr,
    });
  });

  it("pulumi:path prints what lets a shell find that CLI", async () => {
    const { stdout } = await npmRun("pulumi:path");
    const PATH = [stdout.trim(), "/bin"].join(path.delimiter);
    const { stdout: version } = await run("sh", ["-c", "pulumi version"], { env: { ...env(), PATH } });
    assert.equal(version, `v${world.project.cli.version}\n`);
  });
});
