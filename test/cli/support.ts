import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import Ajv from "ajv/dist/2020.js";
import { type Emulator, type Seed, startEmulator } from "../../emulator/index.js";
import { ACCOUNT, TOKEN, ZONE } from "../support/ids.js";

export { ACCOUNT, TOKEN, ZONE };

/** An emulator, a directory for files, and the environment that leads to the emulator: fresh for each test. */
export class Place {
  private running: Emulator | undefined;
  readonly directory = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "command-"));

  async start(seed: Seed = {}): Promise<void> {
    const permissions = ["Zero Trust Write", "Fraud Detection Write"] as const;
    this.running = await startEmulator({ tokens: { [TOKEN]: { permissions } }, ...seed });
  }

  async stop(): Promise<void> {
    await this.running?.close();
    fs.rmSync(this.directory, { recursive: true });
  }

  get emulator(): Emulator {
    if (this.running === undefined) {
      throw new Error("The place has not started.");
    }
    return this.running;
  }

  get env(): Record<string, string> {
    return {
      CLOUDFLARE_BASE_URL: this.emulator.cloudflareUrl,
      CLOUDFLARE_API_TOKEN: TOKEN,
      APPGATE_ADDRESS: this.emulator.appgateUrl,
      APPGATE_USERNAME: "admin",
      APPGATE_PASSWORD: "emulator-password",
    };
  }

  /** Writes a file and answers its path. */
  file(name: string, text: string): string {
    const file = path.join(this.directory, name);
    fs.writeFileSync(file, text);
    return file;
  }
}

/** Validates output of a command against the schema that docs/ has of it. */
export function jsonSchema(name: "status" | "fleet" | "risk-model") {
  const schema = (file: string) =>
    JSON.parse(fs.readFileSync(path.join(__dirname, "..", "..", "docs", "schemas", file), "utf8"));
  return new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true })
    .addSchema(schema("status.json"), "status.json")
    .compile(schema(`${name}.json`));
}
