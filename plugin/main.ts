#!/usr/bin/env node
import { useOwnCancellation } from "../provider/engine/cancellation.js";
import { startedByEngine } from "../provider/engine/engine-address.js";
import { rewordLines } from "../provider/engine/log.js";
import { withPluginNames } from "./configuration.js";
import { PluginProvider } from "./provider.js";
import { serve } from "./server.js";

const { version }: { version: string } = require("pulumi-risk-posture/package.json");

startedByEngine();
rewordLines(withPluginNames);
useOwnCancellation();

// The engine reads the port from the first line.
void serve(new PluginProvider(), version).then((port) => process.stdout.write(`${port}\n`));
