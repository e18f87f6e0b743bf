import * as pulumi from "@pulumi/pulumi";
import { startedByEngine } from "../../provider/engine/address.js";
import { knowProviders } from "./native.js";
import { NativeRiskPosture } from "./posture.js";

// A process of its own: a program in Pulumi's SDK has the memory of its run in globals, and the plugin serves resources meanwhile.

const { version }: { version: string } = require("pulumi-risk-posture/package.json");

startedByEngine();
knowProviders(version);

/** What a component is asked for. Its inputs come as the SDK knows them: outputs, secrets and unknowns stand where they belong. */
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

// The plugin holds the other end.
process.stdin.on("end", () => process.exit()).resume();

void pulumi.provider.main({ version, construct }, process.argv.slice(-1));
