import fs from "node:fs";
import path from "node:path";
import type { FindOptions } from "../../scripts/pulumi-cli/find-options.js";
import { PINNED_VERSION } from "../../scripts/pulumi-cli/versions.js";
import { isRunning } from "../support/processes.js";
import type { Sandbox } from "./fakes.js";

/** The executables that tell a version, wherever they lie. */
export const pulumi = (version = PINNED_VERSION) => `console.log("v${version}");`;
export const languageHost = "";

/** A machine without a network and with nothing installed but what a test adds to it. */
export class World {
  readonly said: string[] = [];

  constructor(readonly sandbox: Sandbox) {
    this.launcher(`console.error("Downloading pulumi ...\\npulumi: fetch failed"); process.exit(1);`);
  }

  get options(): Partial<FindOptions> {
    return {
      env: { PATH: this.sandbox.path("bin"), HOME: this.sandbox.path("home") },
      cache: this.sandbox.path("cache"),
      launcher: this.sandbox.path("launcher"),
      downloadTimeouts: { total: 60_000, silent: 60_000 },
      progress: { say: (message) => this.said.push(message), busy: () => () => {} },
    };
  }

  /** What the npm package does; it finds PULUMI_HOME in its environment. */
  launcher(body: string): void {
    this.sandbox.write("launcher/run.js", body);
  }

  /** A compiler that notes that it was called, does something, and then writes what it was asked for. */
  go({ first = "", result = pulumi() } = {}): void {
    const program = `#!${process.execPath}\n${result}`;
    this.sandbox.executable(
      "bin/go",
      `const fs = require("node:fs");
      fs.appendFileSync(${JSON.stringify(this.goLog)}, process.pid + "\\n");
      ${first}
      const output = process.argv.find((arg) => arg.startsWith("-o=")).slice(3);
      fs.writeFileSync(output, ${JSON.stringify(program)}, { mode: 0o755 });`,
    );
  }

  private get goLog(): string {
    return this.sandbox.path("go.log");
  }

  /** The process ids of the compilers that were run. */
  get builders(): number[] {
    return fs.existsSync(this.goLog)
      ? fs.readFileSync(this.goLog, "utf8").split("\n").filter(Boolean).map(Number)
      : [];
  }

  get isBuilding(): boolean {
    return this.builders.some(isRunning);
  }

  get cached(): string[] {
    const bin = this.sandbox.path("cache", "bin");
    return fs.existsSync(bin) ? fs.readdirSync(bin).sort() : [];
  }

  /** Where the launcher keeps what it downloads. */
  get launcherCache(): string {
    return path.join("home", ".pulumi", "versions", PINNED_VERSION, "bin");
  }
}
