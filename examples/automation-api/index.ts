import { LocalWorkspace } from "@pulumi/pulumi/automation";
import * as risk from "pulumi-risk-posture";

// Shows the Automation API: a script that deploys an inline program, with no `pulumi up` and no project file. Run it in the directory
// that has the package in its node_modules: the engine loads the package's provider from there.
//
//     ACCOUNT_ID=<account id> CLOUDFLARE_API_TOKEN=<token> npx tsx index.ts

async function main(accountId: string): Promise<void> {
  const program = async () => {
    const workforce = new risk.RiskBehaviors("workforce", {
      accountId,
      behaviors: { imp_travel: { enabled: true, riskLevel: "high" } },
    });
    return { before: workforce.initial };
  };

  const stack = await LocalWorkspace.createOrSelectStack({
    stackName: "dev",
    projectName: "automation-api",
    program,
  });

  const say = { onOutput: (text: string) => process.stdout.write(text) };
  await stack.preview(say);
  const { outputs } = await stack.up(say);
  console.log(`Before: ${JSON.stringify(outputs["before"]?.value)}`);
}

const accountId = process.env["ACCOUNT_ID"];
if (accountId === undefined) {
  throw new Error("Set ACCOUNT_ID to the account's id.");
}
void main(accountId);
