import { textOf } from "../appgate/address.js";
import { insecureWarning, noController, resolveAddress, resolveAppgate } from "../appgate/connection.js";
import { EXPLICIT, type ReadConfig } from "../config.js";
import { cancelled } from "../engine/cancellation.js";
import { readRiskModel } from "./api.js";
import { type RecordedRiskModel, recorded } from "./model.js";

/** What a provider remembers from its `configure` on: one engine operation, except in tests, where one process serves several. */
export class SnapshotSession {
  private readonly reads = new Map<string, Promise<RecordedRiskModel>>();
  private readonly logged = new Set<string>();

  constructor(
    private readonly config: ReadConfig,
    private readonly print: (line: string) => void,
  ) {
    // From the beginning: a cancellation that nobody hears is never told again.
    cancelled();
  }

  /** The Controller's address, complete, as it is recorded; without one, the configuration's. */
  addressFrom(address: string | undefined): string {
    this.refuseWithoutController();
    return textOf(resolveAddress(address === undefined ? {} : { address }, this.config, process.env));
  }

  /** One read of a Controller serves all snapshots of it. A refused login is not tried again: that could lock the user out. */
  read(address: string): Promise<RecordedRiskModel> {
    const read = this.reads.get(address) ?? this.readAnew(address);
    this.reads.set(address, read);
    return read;
  }

  /** The model, or nothing where it cannot be read, which is logged: a preview has to work without the Controller. */
  async attempt(address: string): Promise<RecordedRiskModel | undefined> {
    return this.read(address).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : error;
      this.log(address, `the risk model could not be read yet: ${reason}`);
      return undefined;
    });
  }

  /** Logs a line once: several operations come to the same conclusion. */
  log(address: string | undefined, line: string): void {
    const text = `RiskModelSnapshot ${address}: ${line}`;
    if (!this.logged.has(text)) {
      this.logged.add(text);
      this.print(text);
    }
  }

  /** With an address and nothing more, an explicit provider would only turn out later to have no credentials for it. */
  private refuseWithoutController(): void {
    const isGiven = (name: string) => this.config(name) !== undefined;
    if (isGiven(EXPLICIT) && !isGiven("appgate:username") && !isGiven("appgate:bearerToken")) {
      throw noController();
    }
  }

  private async readAnew(address: string): Promise<RecordedRiskModel> {
    this.refuseWithoutController();
    const connection = resolveAppgate({ address }, this.config, process.env);
    const warning = insecureWarning(connection);
    if (warning !== undefined) {
      this.log(address, warning);
    }
    return recorded(await readRiskModel(connection, this.print, cancelled()));
  }
}
