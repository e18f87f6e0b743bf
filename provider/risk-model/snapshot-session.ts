import { textOf } from "../appgate/address.js";
import {
  insecureWarning,
  noController,
  resolveAddress,
  resolveAppgateConnection,
} from "../appgate/connection.js";
import { EXPLICIT, type ReadConfig } from "../config-reader.js";
import { cancelled } from "../engine/cancellation.js";
import { getOrInsert } from "../memoize.js";
import { readRiskModel } from "./api.js";
import { type RecordedRiskModel, recorded } from "./model.js";

/** The provider's data for one engine operation, from `configure` on. In tests, one process serves several operations. */
export class SnapshotSession {
  private readonly reads = new Map<string, Promise<RecordedRiskModel>>();
  private readonly logged = new Set<string>();

  constructor(
    private readonly config: ReadConfig,
    private readonly print: (line: string) => void,
  ) {
    // Listens from the beginning: the engine reports a cancellation only once.
    cancelled();
  }

  /** The Controller's complete address, as it is recorded. Without an address: the configuration's. */
  addressFrom(address: string | undefined): string {
    this.refuseWithoutController();
    return textOf(resolveAddress(address === undefined ? {} : { address }, this.config, process.env));
  }

  /** One read of a Controller serves all snapshots of it. A refused login is not tried again: that could lock the user out. */
  read(address: string): Promise<RecordedRiskModel> {
    return getOrInsert(this.reads, address, () => this.readAnew(address));
  }

  /** Reads the model. If that fails, logs the reason and returns nothing: a preview has to work without the Controller. */
  async readIfPossible(address: string): Promise<RecordedRiskModel | undefined> {
    return this.read(address).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : error;
      this.log(address, `the risk model could not be read yet: ${reason}`);
      return undefined;
    });
  }

  /** Logs a line only once, although several operations produce it. */
  log(address: string | undefined, line: string): void {
    const text = `RiskModelSnapshot ${address}: ${line}`;
    if (!this.logged.has(text)) {
      this.logged.add(text);
      this.print(text);
    }
  }

  /** Refuses an explicit provider without Appgate credentials. With only an address, it would otherwise fail later. */
  private refuseWithoutController(): void {
    const isGiven = (name: string) => this.config(name) !== undefined;
    if (isGiven(EXPLICIT) && !isGiven("appgate:username") && !isGiven("appgate:bearerToken")) {
      throw noController();
    }
  }

  private async readAnew(address: string): Promise<RecordedRiskModel> {
    this.refuseWithoutController();
    const connection = resolveAppgateConnection({ address }, this.config, process.env);
    const warning = insecureWarning(connection);
    if (warning !== undefined) {
      this.log(address, warning);
    }
    return recorded(await readRiskModel(connection, this.print, cancelled()));
  }
}
