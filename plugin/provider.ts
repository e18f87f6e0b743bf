import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import { cancel } from "../provider/engine/cancellation.js";
import { onBehalfOf } from "../provider/engine/current-resource.js";
import { endOfRun } from "../provider/engine/end-of-run.js";
import { PartialFailure } from "../provider/engine/partial-failure.js";
import { PROGRAM_CONTEXT } from "../provider/settings/program-context.js";
import { connect } from "./client.js";
import { Configuration, checkConfiguration, SECRET_INPUTS } from "./configuration.js";
import { functionOf } from "./functions.js";
import { type Difference, differences } from "./input-differences.js";
import { declareSameSettings, predictedOutputs } from "./predicted-outputs.js";
import type { Props, Resource } from "./resource-interface.js";
import { resourceOf, resources } from "./resources.js";
import { addMarks, type MarkedProps, removeMarks, type UnmarkedProps } from "./secret-and-unknown-marks.js";
import { handedOver, withSecretOutputs } from "./secret-outputs.js";
import { SecretPaths, wholly } from "./secret-path-set.js";
import { Checks } from "./wait-for-checks.js";

export interface Checked {
  readonly inputs: MarkedProps;
  readonly failures: readonly CheckFailure[];
}

export interface Diff {
  /** Undefined: the engine compares the inputs itself. */
  readonly isChanged: boolean | undefined;
  readonly replaces: readonly string[];
  readonly differences: readonly Difference[];
}

export interface Read {
  /** Absent: the resource is gone. */
  readonly id?: string;
  readonly outputs: MarkedProps;
  readonly inputs: MarkedProps;
}

/** A resource that exists although the operation failed: the engine records it, and updates it in the next `up`. */
export class HalfDone extends Error {
  override readonly name = "HalfDone";

  constructor(
    readonly id: string,
    readonly outputs: MarkedProps,
    override readonly cause: Error,
  ) {
    super(cause.message, { cause });
  }
}

/** Answers the engine's requests to a plugin, as plain objects. It does only what the handlers do not do themselves. */
export class PluginProvider {
  private configuration = new Configuration({}, undefined);
  private urn: string | undefined;

  constructor(private readonly checks = new Checks()) {}

  checkConfiguration(urn: string, news: MarkedProps): Checked {
    const { props, secrets } = removeMarks(news);
    return {
      inputs: addMarks(props, secrets.and(wholly(...SECRET_INPUTS.filter((name) => name in props)))),
      failures: checkConfiguration(props, urn),
    };
  }

  /** A change never replaces the provider: the settings are the same, whatever the credentials. */
  diffConfiguration(olds: MarkedProps, news: MarkedProps): Diff {
    const found = differences(removeMarks(olds), removeMarks(news));
    return { isChanged: found.length > 0, replaces: [], differences: found };
  }

  /** Configures all before the first `await`: requests that arrive meanwhile find it configured. */
  async configure(args: MarkedProps, urn: string | undefined): Promise<void> {
    const config = new Configuration(removeMarks(args).props, urn);
    this.configuration = config;
    this.urn = urn;
    await Promise.all(Object.values(resources).map(({ handler }) => handler.configure({ config })));
  }

  /** The version that the program's SDK asks for: "…::default_0_1_0" → "0.1.0". */
  get version(): string | undefined {
    return /::default_([\d_]+)$/.exec(this.urn ?? "")?.[1]?.replaceAll("_", ".");
  }

  check(urn: string, olds: MarkedProps, news: MarkedProps): Promise<Checked> {
    return this.withResource(urn, async ({ handler, takesContext }) => {
      this.checks.begun();
      const { props, secrets } = removeMarks(news);
      const { isStrict } = this.configuration;
      // A generated SDK tells neither how many resources the program has nor in which order it replaces them.
      const context = { urn, siblings: null, strict: isStrict, createsFirst: true };
      const checked = await handler.check(removeMarks(olds).props, {
        ...props,
        ...(takesContext && { [PROGRAM_CONTEXT]: context }),
      });
      return {
        inputs: addMarks(checked.inputs ?? props, secrets),
        failures: checked.failures ?? [],
      };
    });
  }

  /** @param ignoresChanges Whether the program ignores changes of some inputs: the engine knows of which, and compares the inputs. */
  diff(
    urn: string,
    id: string,
    olds: MarkedProps,
    oldInputs: MarkedProps,
    news: MarkedProps,
    ignoresChanges = false,
  ): Promise<Diff> {
    return this.withResource(urn, async ({ handler }) => {
      const declared = removeMarks(news);
      const { changes = false, replaces = [] } = await handler.diff(
        id,
        removeMarks(olds).props,
        declared.props,
      );
      const isCertain = changes || replaces.length > 0;
      if (ignoresChanges && !isCertain) {
        return { isChanged: undefined, replaces, differences: [] };
      }
      const found = differences(removeMarks(oldInputs), declared);
      return { isChanged: isCertain || found.length > 0, replaces, differences: found };
    });
  }

  create(urn: string, news: MarkedProps, isPreview: boolean): Promise<{ id: string; outputs: MarkedProps }> {
    return this.withResource(urn, async (resource) => {
      const declared = removeMarks(news);
      if (isPreview) {
        return {
          id: "",
          outputs: withSecretOutputs(
            resource,
            predictedOutputs(resource, declared.props, {}),
            declared.secrets,
          ),
        };
      }
      await this.checks.end();
      const { id, outs = {} } = await this.write(resource, declared, {}, () =>
        resource.handler.create(declared.props),
      );
      return { id, outputs: withSecretOutputs(resource, outs, declared.secrets) };
    });
  }

  update(
    urn: string,
    id: string,
    olds: MarkedProps,
    news: MarkedProps,
    isPreview: boolean,
  ): Promise<MarkedProps> {
    return this.withResource(urn, async (resource) => {
      const recorded = removeMarks(olds);
      const declared = removeMarks(news);
      const computed = wholly(...(recorded.secrets.isEmpty ? [] : resource.computed));
      const secrets = declared.secrets.and(computed);
      if (isPreview) {
        return withSecretOutputs(
          resource,
          predictedOutputs(resource, declared.props, recorded.props),
          secrets,
        );
      }
      if (!declareSameSettings(resource.computed, recorded.props, declared.props)) {
        await this.checks.end();
      }
      // A setting that could not be given up stays as secret as it was.
      const known = { props: declared.props, secrets: secrets.and(recorded.secrets) };
      const { outs = {} } = await this.write(resource, known, recorded.props, () =>
        resource.handler.update(id, recorded.props, declared.props),
      );
      return withSecretOutputs(resource, outs, secrets);
    });
  }

  read(urn: string, id: string, outputs: MarkedProps, inputs: MarkedProps): Promise<Read> {
    return this.withResource(urn, async (resource) => {
      const recorded = removeMarks(outputs);
      // A resource that was one of the dynamic classes may still have it, and the handler would take us for their server.
      const { __provider: _, ...state } = recorded.props;
      const isRecorded = Object.keys(state).length > 0;
      const {
        id: now,
        props = {},
        inputs: live = {},
      } = isRecorded
        ? await resource.handler.read(id, state)
        : await resource.import(id, () => connect(this.configuration));
      if (now === undefined || now === "") {
        return { outputs: {}, inputs: {} };
      }
      const { secrets } = removeMarks(inputs);
      // For a half-done resource, these may have secrets that the engine's inputs lack.
      const shown = removeMarks(live);
      return {
        id: now,
        outputs: withSecretOutputs(resource, props, recorded.secrets.and(secrets)),
        inputs: addMarks(shown.props, secrets.and(shown.secrets)),
      };
    });
  }

  delete(urn: string, id: string, outputs: MarkedProps): Promise<void> {
    return this.withResource(urn, ({ handler }) => handler.delete(id, removeMarks(outputs).props));
  }

  async invoke(token: string, args: MarkedProps): Promise<MarkedProps> {
    const answer = await functionOf(token)(removeMarks(args).props, this.configuration);
    return addMarks(answer, new SecretPaths());
  }

  /** Prevents further work, and shows the lines that wait for the end of the run. */
  cancel(): Promise<void> {
    cancel();
    return endOfRun();
  }

  /** Does work on behalf of a resource. */
  private withResource<T>(urn: string, work: (resource: Resource) => Promise<T>): Promise<T> {
    const resource = resourceOf(tokenIn(urn));
    return onBehalfOf(urn, () => work(resource));
  }

  private async write<T>(
    resource: Resource,
    { props, secrets }: UnmarkedProps,
    recorded: Props,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PartialFailure)) {
        throw error;
      }
      const { id, outputs } = error;
      const all = secrets.and(handedOver(outputs, props, recorded));
      throw new HalfDone(id, withSecretOutputs(resource, outputs, all), error);
    }
  }
}

/** "urn:pulumi:dev::shop::my:Component$risk-posture:index:FraudSettings::shop" → "risk-posture:index:FraudSettings" */
function tokenIn(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
