import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { ACCOUNT, story, TOKEN } from "./world.js";

const on = '{ imp_travel: { enabled: true, riskLevel: "high" } }';

/** Programs that are refused by something that is known only after they have declared their resources. */
const refused = {
  "two owners, one of which has an output for its account": {
    body: `new risk.RiskBehaviors("one", { accountId, behaviors: ${on} });
      new risk.RiskBehaviors("two", { accountId: pulumi.output(accountId), behaviors: ${on} });`,
    reason: /both manage imp_travel/,
  },
  "a requirement of a RiskPosture that cannot be checked": {
    body: `new risk.RiskPosture("acme", { accounts: { emea: { accountId, behaviors: ${on} } },
      requires: [{ sensitivity: "high", risk: "high", action: "Deny" }] });`,
    reason: /RiskPosture acme/,
  },
};

/** An inline program of the Automation API, which prints how its preview ends. */
const automation = (body: string) => `
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const pulumi = require("@pulumi/pulumi");
const risk = require("pulumi-risk-posture");
const accountId = "${ACCOUNT}";
const program = async () => { ${body} };
LocalWorkspace.createOrSelectStack({ stackName: "inline", projectName: "inline", program })
  .then((stack) => stack.preview())
  .then(() => "done", (error) => "rejected: " + error)
  .then((end) => { console.log(end); process.exit(); });
`;

story("An inline program of the Automation API", {}, (world) => {
  for (const [what, { body, reason }] of Object.entries(refused)) {
    it(`ends with its reason where it is refused late: ${what}`, async () => {
      const file = path.join(world.project.program, "inline.js");
      fs.writeFileSync(file, automation(body));
      const env = {
        ...world.project.env,
        CLOUDFLARE_API_TOKEN: TOKEN,
        CLOUDFLARE_BASE_URL: world.emulator.cloudflareUrl,
      };
      const { stdout } = await promisify(execFile)(process.execPath, [file], {
        cwd: world.project.program,
        env,
        killSignal: "SIGKILL",
        timeout: 90_000,
      });
      assert.match(stdout, /rejected: /);
      assert.match(stdout, reason);
    });
  }
});
