import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { pack } from "../../../scripts/packed/pack.js";
import { pulumiCli } from "../../../scripts/pulumi-cli/index.js";

const readme = fs.readFileSync(path.join(__dirname, "..", "..", "..", "README.md"), "utf8");
const section = /^## Quick start$.*?(?=^## )/ms.exec(readme)?.[0] ?? "";
const [inTheRepository = "", ...typed] = [...section.matchAll(/^```sh\n(.*?)^```$/gms)].map(
  ([, block = ""]) => block,
);
/** The output of the commands according to the README. */
const promised = [...typed.join("").matchAll(/# "(.*)"/g)].map(([, words = ""]) => words);

describe("The quick start of the README", function () {
  this.timeout(300_000);
  const directory = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "quick-start-"));
  after(() => fs.rmSync(directory, { recursive: true, force: true }));

  it("is typed as written, from an empty directory to destroy, with one emulator", async () => {
    const { tarball } = await pack();
    // Reports a failed command. An interactive shell would only print its error.
    const trap = path.join(directory, "trap.sh");
    fs.writeFileSync(trap, `trap 'echo "exit code $?: $BASH_COMMAND"' ERR\n`);
    const { code, output } = await type(typed.join(""), {
      PATH: [...(await pulumiCli()).pathEntries, process.env["PATH"]].join(path.delimiter),
      PULUMI_HOME: path.join(directory, "home"),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      npm_config_prefer_offline: "true",
      BASH_ENV: trap,
      TMPDIR: directory,
      tarball,
    });
    assert.equal(code, 0, output);
    assert.deepEqual(
      output.match(/^exit code .*$/gm),
      ["exit code 2: npx pulumi-risk-posture status"],
      output,
    );
    let rest = output;
    for (const words of promised) {
      assert.ok(rest.includes(words), `"${words}" does not stand in what is left of the output:\n${rest}`);
      rest = rest.slice(rest.indexOf(words) + words.length);
    }
    assert.ok(promised.length >= 5);
  });

  it("runs the first program of the README, which is a RiskPosture", () => {
    const [, program = ""] = /^```ts\n(.*?)^```$/ms.exec(readme) ?? [];
    assert.match(program, /^new risk\.RiskPosture\(/m);
    assert.match(typed.join(""), /^sed .* node_modules\/pulumi-risk-posture\/README\.md > index\.ts$/m);
  });

  it("begins with what the repository makes", () => {
    assert.match(inTheRepository, /^tarball="\$PWD\/\$\(npm pack --silent\)"$/m);
    assert.match(inTheRepository, /^export PATH="\$\(npm run --silent pulumi:path\):\$PATH"$/m);
  });

  /** Pipes commands into a shell, which reads them line by line, as from a terminal. */
  async function type(commands: string, env: NodeJS.ProcessEnv) {
    const foreign = /^(CLOUDFLARE|APPGATE|PULUMI|npm)_/i;
    const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
    const shell = spawn("bash", ["-c", "exec bash 2>&1"], {
      cwd: directory,
      env: { ...Object.fromEntries(inherited), ...env },
    });
    const ended = new Promise<number | null>((resolve) => shell.once("close", resolve));
    shell.stdin.end(commands);
    const [output, code] = await Promise.all([text(shell.stdout), ended]);
    return { output, code };
  }
});
