import * as pulumi from "@pulumi/pulumi";
import { startedByEngine } from "../../provider/engine/engine-address.js";
import { registerProviderClass } from "./plugin-resources.js";
import { NativeRiskPosture } from "./posture.js";

// A separate process: Pulumi's SDK keeps the state of a program's run in globals, and the plugin serves resources at the same time.

const { version }: { version: string } = require("pulumi-risk-posture/package.json");

startedByEngine();
registerProviderClass(version);

/** Makes a component. The SDK has converted its inputs: outputs, secrets and unknowns are in their places. */
async function construct(
  name: string,
  type: string,
  inputs: pulumi.Inputs,
  opts: pulumi.ComponentResourceOptions,
): Promise<pulumi.provider.ConstructResult> {
  if (type !== "risk-posture:index:RiskPosture") {
    throw new Error(`There is no component ${type}.`);
  }
  const { initial, urn } = new NativeRiskPosture(name, inputs, opts);
  return { urn, state: { initial } };
}

// The plugin holds the other end: this process ends with it.
process.stdin.on("end", () => process.exit()).resume();

void pulumi.provider.main({ version, construct }, process.argv.slice(-1));
