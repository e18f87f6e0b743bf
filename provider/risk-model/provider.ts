import type {
  CheckResult,
  ConfigureRequest,
  CreateResult,
  DiffResult,
  ReadResult,
  ResourceProvider,
  UpdateResult,
} from "@pulumi/pulumi/dynamic";
import { jsonOnly } from "../engine/json-only.js";
import { log } from "../engine/log.js";
import { explainOldCredentials } from "../engine/run-program-hint.js";
import { isUnknown, UNKNOWN } from "../engine/unknown.js";
import { addressIn, declaredIn, fingerprint, hasChangeToTakeOver, recordedIn } from "./snapshot.js";
import { SnapshotSession } from "./snapshot-session.js";

/**
 * The dynamic provider behind {@link RiskModelSnapshot}. It never writes.
 *
 * The engine shows drift of inputs only, so the model is an input. `check` keeps the recorded model, or reads it if none is recorded yet.
 * `read` returns the live model. A refresh shows the difference, and also puts the live model into the state.
 * `preview --refresh --expect-no-changes` must still fail then, so the outputs have a fingerprint of the model that the last `up` took
 * over: `diff` reports a change until an `update` takes over the model in the state.
 */
export class SnapshotProvider implements ResourceProvider<object, object> {
  private current: SnapshotSession | undefined;

  /** @param print Shows a line to people. */
  constructor(private readonly print = (text: string) => log({ text })) {}

  /** Stores the configuration before its first `await`: a second resource may arrive while this one is being awaited. */
  async configure({ config }: ConfigureRequest): Promise<void> {
    this.current = new SnapshotSession((key) => config.get(key), this.print);
  }

  async check(olds: object, news: object): Promise<CheckResult<object>> {
    const { session } = this;
    const checked = addressIn(declaredIn(olds, news), (address) => session.addressFrom(address));
    if ("reasons" in checked) {
      return { inputs: news, failures: checked.reasons.map((reason) => ({ property: "", reason })) };
    }
    const { address } = checked;
    if (isUnknown(address)) {
      return { inputs: { address, model: UNKNOWN }, failures: [] };
    }
    const recorded = recordedIn(olds);
    const model = recorded.address === address ? recorded.model : undefined;
    return {
      inputs: jsonOnly({ address, model: model ?? (await session.readIfPossible(address)) }),
      failures: [],
    };
  }

  /** Leaves `changes` undefined if the inputs show the change: then the engine compares them itself, property by property. */
  async diff(_id: string, olds: object, news: object): Promise<DiffResult> {
    const before = recordedIn(olds);
    const declared = recordedIn(news);
    // An unknown address may be the same: the engine asks again when it is known.
    if (declared.address !== before.address && !isUnknown(declared.address)) {
      return { replaces: ["address"] };
    }
    if (!hasChangeToTakeOver(before, declared)) {
      return {};
    }
    this.session.log(
      before.address,
      'the risk model has changed since the last "pulumi up". The next one takes it over.',
    );
    return { changes: true };
  }

  async create(news: object): Promise<CreateResult<object>> {
    const outs = await this.takeOver(news);
    return { id: outs.address, outs };
  }

  async update(_id: string, _olds: object, news: object): Promise<UpdateResult<object>> {
    return { outs: await this.takeOver(news) };
  }

  async read(id: string, props: object = {}): Promise<ReadResult<object>> {
    const { address = id, model, acknowledged } = recordedIn(props);
    try {
      const inputs = jsonOnly({ address, model: await this.session.read(address) });
      // Without a fingerprint there is nothing to compare with yet, so this model counts as taken over.
      return {
        id,
        inputs,
        props: { ...inputs, acknowledged: acknowledged ?? fingerprint(model ?? inputs.model) },
      };
    } catch (error) {
      throw explainOldCredentials(error);
    }
  }

  /** Reads the model by the address as people write it: for `pulumi import`, and for `get` in programs. */
  async import(id: string): Promise<ReadResult<object>> {
    return this.read(this.session.addressFrom(id));
  }

  /** There is nothing to give back. */
  async delete(): Promise<void> {}

  private async takeOver(news: object) {
    const { address, model } = recordedIn(news);
    if (address === undefined) {
      throw new Error("The engine called create without an address.");
    }
    const seen = model ?? (await this.session.read(address));
    return jsonOnly({ address, model: seen, acknowledged: fingerprint(seen) });
  }

  private get session(): SnapshotSession {
    if (this.current === undefined) {
      throw new Error("The engine called the provider before configure.");
    }
    return this.current;
  }
}

/** The handler that state files name. */
export const riskModelSnapshot = new SnapshotProvider();
