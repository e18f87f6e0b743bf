import type { Config } from "@pulumi/pulumi/dynamic";
import { resolveAddress, resolveAppgate } from "../appgate/connection.js";
import { readRiskModel } from "./api.js";
import { type RecordedRiskModel, recorded } from "./model.js";

/** What a provider remembers from its `configure` on: one engine operation, except in tests, where one process serves several. */
export class SnapshotRun {
  private readonly reads = new Map<string, Promise<RecordedRiskModel>>();
  private readonly told = new Set<string>();

  constructor(
    private readonly config: Config,
    private readonly print: (line: string) => void,
  ) {}

  /** The Controller's address, complete; without one, the configuration's. */
  addressFrom(address: string | undefined): URL {
    return resolveAddress(address === undefined ? {} : { address }, this.setting, process.env);
  }

  /** One read of a Controller serves all snapshots of it, and a refused login is not tried again: that could lock the user out. */
  read(address: string): Promise<RecordedRiskModel> {
    const known = this.reads.get(address) ?? this.readAnew(address);
    this.reads.set(address, known);
    return known;
  }

  /** The model, or nothing: a preview has to work where the Controller cannot be reached, and says what it could not see. */
  async attempt(address: string): Promise<RecordedRiskModel | undefined> {
    try {
      return await this.read(address);
    } catch (error) {
      this.tell(
        address,
        `the risk model could not be read yet: ${error instanceof Error ? error.message : error}`,
      );
      return undefined;
    }
  }

  /** Prints a line once, although several operations come to the same conclusion. */
  tell(address: string | undefined, line: string): void {
    const whole = `RiskModelSnapshot ${address}: ${line}`;
    if (!this.told.has(whole)) {
      this.told.add(whole);
      this.print(whole);
    }
  }

  private async readAnew(address: string): Promise<RecordedRiskModel> {
    const connection = resolveAppgate({ address }, this.setting, process.env);
    if (connection.tls?.insecure) {
      this.tell(
        address,
        "appgate:insecure is set: the certificate is not checked, and anybody in between can read the password.",
      );
    }
    return recorded(await readRiskModel(connection, this.print));
  }

  private readonly setting = (key: string): string | undefined => this.config.get(key);
}
