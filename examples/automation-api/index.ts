import { LocalWorkspace } from "@pulumi/pulumi/automation";
import * as risk from "pulumi-risk-posture";

// Shows the Automation API: a script that deploys an inline program, with no `pulumi up` and no project file.
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

  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: "dev", projectName: "automation-api", program },
    // Here, where Pulumi then writes its project file, and not in a temporary directory, which is the default: the engine loads the
    // package's provider from the directory in which it runs.
    { workDir: __dirname },
  );

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
