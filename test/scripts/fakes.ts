import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** A temporary directory for one test. */
export class Sandbox {
  readonly directory = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "sandbox-"));

  path(...parts: string[]): string {
    return path.join(this.directory, ...parts);
  }

  write(name: string, content: string): string {
    const file = this.path(name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
    return file;
  }

  read(name: string): string {
    return fs.readFileSync(this.path(name), "utf8");
  }

  /** An executable with this JavaScript as its body. It needs nothing from PATH, so that PATH can be as bare as a test likes. */
  executable(name: string, body: string): string {
    const file = this.write(name, `#!${process.execPath}\n${body}\n`);
    fs.chmodSync(file, 0o755);
    return file;
  }

  remove(): void {
    fs.rmSync(this.directory, { recursive: true, force: true });
  }
}

/** Runs a Node program to its end. */
export async function runNode(args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
  const child = spawn(process.execPath, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      output[stream] += text;
    });
  }
  const [code]: (number | null)[] = await once(child, "close");
  return { ...output, code };
}
