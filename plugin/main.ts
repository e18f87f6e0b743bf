#!/usr/bin/env node
import { startedByEngine } from "../provider/engine/address.js";
import { hearsCancellation } from "../provider/engine/cancellation.js";
import { rewordLines } from "../provider/engine/log.js";
import { inOwnWords } from "./configuration.js";
import { PluginProvider } from "./provider.js";
import { resources } from "./resources.js";
import { serve } from "./server.js";

const { version }: { version: string } = require("pulumi-risk-posture/package.json");

startedByEngine();
rewordLines(inOwnWords);
hearsCancellation();

// The engine reads the port from the first line.
void serve(new PluginProvider(resources), version).then((port) => process.stdout.write(`${port}\n`));
