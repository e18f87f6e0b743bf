import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import {
  type Emulator,
  permissions,
  type RecordedRequest,
  type Seed,
  startEmulator,
} from "../../emulator/index.js";
import {
  type Operation,
  type OperationOptions,
  type ProjectOptions,
  PulumiProject,
  type ResourceState,
} from "../../scripts/pulumi-project.js";
import { checkAgainstContract } from "../emulator/contract.js";
import { environmentWithCompileCache } from "../support/compile-cache.js";
import { ACCOUNT, id, TOKEN, ZONE } from "../support/ids.js";
import type { Backend, StateStore } from "./backends/backend.js";
import { file } from "./backends/file.js";
import {
  packageOf,
  prepare,
  requireYamlHost,
  skip,
  VARIANTS,
  type Variant,
  yamlObstacle,
} from "./dynamic-and-plugin.js";

export { ACCOUNT, id, TOKEN, ZONE };

export interface WorldOptions {
  /** Default: one account, one zone, and {@link TOKEN}, which has all permissions. */
  readonly seed?: Seed;
  readonly config?: NonNullable<ProjectOptions["config"]>;
  /** Default: {@link TOKEN} in CLOUDFLARE_API_TOKEN. The base URL is the emulator's unless it is set here. */
  readonly env?: Record<string, string | undefined>;
  /** The directory of an existing program. Default: an empty program, to be filled by `declare`. */
  readonly program?: string;
  /** The backend for the state. Default: files. */
  readonly backend?: Backend;
  /** The variant of the handlers that the program uses. Default: "dynamic". A YAML program can only use the plugin. */
  readonly variant?: Variant;
  /** Default: "javascript". */
  readonly language?: "javascript" | "yaml";
  /** Secrets that no output may contain, in addition to the credentials of the seed. */
  readonly secrets?: readonly string[];
}

/** An operation of the engine with the requests that it sent. */
export interface Told extends Operation {
  readonly requests: readonly RecordedRequest[];
  /** "GET /accounts/…", in order. */
  readonly sent: readonly string[];
  /** The bodies of the PUTs, in order. */
  readonly puts: readonly unknown[];
  /** The lines of the provider, the program and the engine for the user. */
  readonly lines: readonly string[];
}

const compileCache = environmentWithCompileCache();

/** Pulumi's marker of a secret, wherever it writes one. */
const SECRET = "4dabf18193072939515e22adb298388d";

/** An emulated Cloudflare and Appgate, and one stack on the real engine. */
export class World {
  private running: { emulator: Emulator; project: PulumiProject; store: StateStore } | undefined;
  private readonly told: Told[] = [];
  /** Environment variables for every operation from now on. */
  env: Record<string, string> = {};

  constructor(private readonly options: WorldOptions) {}

  async start(): Promise<void> {
    const { seed, config = {}, env, program, backend = file } = this.options;
    const isYaml = this.options.language === "yaml";
    const emulator = await startEmulator({ tokens: { [TOKEN]: { permissions } }, ...seed });
    const store = await backend.start();
    const options = {
      config,
      backend: store.url,
      plugin: this.variant === "plugin",
      yamlHost: isYaml ? await requireYamlHost() : undefined,
      env: {
        ...compileCache,
        CLOUDFLARE_BASE_URL: emulator.cloudflareUrl,
        CLOUDFLARE_API_TOKEN: TOKEN,
        ...store.env,
        ...env,
      },
    };
    const project = await PulumiProject.create(
      program === undefined
        ? { ...options, source: isYaml ? { "Main.yaml": "{}" } : { "index.js": "" } }
        : { ...options, program },
    );
    this.running = { emulator, project, store };
  }

  async stop(): Promise<void> {
    await this.running?.project.dispose();
    await this.running?.emulator.close();
    await this.running?.store.stop();
    this.running = undefined;
  }

  /** Replaces the program with a YAML one, written as JSON, which is also YAML. */
  declareYaml(program: object): void {
    fs.writeFileSync(path.join(this.project.program, "Main.yaml"), JSON.stringify(program));
  }

  get variant(): Variant {
    return this.options.language === "yaml" ? "plugin" : (this.options.variant ?? "dynamic");
  }

  get emulator(): Emulator {
    return this.started.emulator;
  }

  get project(): PulumiProject {
    return this.started.project;
  }

  /** Replaces the program. The statements can use `pulumi`, `risk`, `config` and `exports`. */
  declare(...statements: string[]): void {
    const program = [...preludeOf(this.variant), ...statements].join("\n");
    fs.writeFileSync(path.join(this.project.program, "index.js"), program);
  }

  preview(options?: OperationOptions): Promise<Told> {
    return this.watch(() => this.project.preview(this.within(options)));
  }

  up(options?: OperationOptions): Promise<Told> {
    return this.watch(() => this.project.up(this.within(options)));
  }

  refresh(options?: OperationOptions): Promise<Told> {
    return this.watch(() => this.project.refresh(this.within(options)));
  }

  destroy(options?: OperationOptions): Promise<Told> {
    return this.watch(() => this.project.destroy(this.within(options)));
  }

  /** The managed resources in the exported state, by name. */
  async resources(options?: { showSecrets: boolean }): Promise<Record<string, ResourceState>> {
    const { resources } = await this.project.export(options);
    const ours = resources.filter(isOurs);
    return Object.fromEntries(ours.map((resource) => [nameOf(resource), resource]));
  }

  /** The state of one resource. Fails if it does not exist. */
  async state(name: string): Promise<ResourceState> {
    const resource = (await this.resources())[name];
    assert.ok(resource, `the state has no resource ${name}`);
    return resource;
  }

  /** A secret output in plain text. An export marks encrypted values, so this also asserts that the output is secret. */
  async secretOutput(name: string, output: string): Promise<unknown> {
    const opened = Object((await this.resources({ showSecrets: true }))[name]?.outputs[output]);
    assert.ok("plaintext" in opened && SECRET in opened, `${output} is not secret`);
    return JSON.parse(opened.plaintext);
  }

  /** `initial` of each resource, in plain text. After a failure the state keeps it secret, whatever its value. */
  async initials(): Promise<Record<string, unknown>> {
    const resources = Object.entries(await this.resources({ showSecrets: true }));
    return Object.fromEntries(
      resources.map(([name, { outputs }]) => {
        const initial = outputs["initial"];
        const { plaintext } = Object(initial);
        return [name, plaintext === undefined ? initial : JSON.parse(plaintext)];
      }),
    );
  }

  /** The checks of every story: the API was used as its vendor describes, and no secret and no stack trace of ours was shown. */
  async check(): Promise<void> {
    this.emulator.requests.forEach(checkAgainstContract);
    for (const { stdout } of this.told) {
      assert.doesNotMatch(stdout, /^.* at .*[/\\]provider[/\\].*$/m);
    }
    const stored = await this.started.store.stored();
    for (const secret of this.secrets) {
      assert.ok(!stored.includes(secret), `the state shows the secret ${secret}`);
      for (const { stdout, stderr, events } of this.told) {
        const lines = [stdout, stderr, ...events.map((event) => JSON.stringify(event))]
          .join("\n")
          .split("\n");
        const shown = lines.filter((line) => line.includes(secret)).map((line) => line.slice(0, 1_000));
        assert.deepEqual(shown, [], `the secret ${secret} has shown`);
      }
    }
  }

  private within({ env, ...options }: OperationOptions = {}): OperationOptions {
    const { NODE_OPTIONS, ...others } = { ...this.env, ...env };
    const both = NODE_OPTIONS && { NODE_OPTIONS: `${compileCache["NODE_OPTIONS"]} ${NODE_OPTIONS}` };
    return { ...options, env: { ...others, ...both } };
  }

  private get started() {
    assert.ok(this.running, "the world has not started");
    return this.running;
  }

  private get secrets(): readonly string[] {
    const { emulator } = this;
    const { seed = {}, secrets = [] } = this.options;
    const { password } = this.started.store;
    return [
      TOKEN,
      ...(password === undefined ? [] : [password]),
      ...Object.keys(seed.tokens ?? {}),
      ...Object.values(seed.globalKeys ?? {}),
      ...emulator.globalKeys.values(),
      ...[...emulator.controller.users.values()].map(({ password }) => password),
      // Tokens that a Controller issued at a login.
      ...emulator.requests.flatMap(({ answer }) => tokenIn(answer)),
      ...secrets,
    ];
  }

  private async watch(operate: () => Promise<Operation>): Promise<Told> {
    const before = this.emulator.requests.length;
    const operation = await operate();
    const requests = this.emulator.requests.slice(before);
    const told = {
      ...operation,
      requests,
      sent: requests.map(({ method, path }) => `${method} ${path}`),
      puts: requests.filter(({ method }) => method === "PUT").map(({ body }) => body),
      lines: operation.diagnostics
        .flatMap(({ message }) => message.split("\n"))
        .filter((line) => line !== ""),
    };
    this.told.push(told);
    return told;
  }
}

/** Several promises in one life of a stack. Its tests run one after another in one world. */
export function story(title: string, options: WorldOptions, tell: (world: World) => void): void {
  describe(title, function () {
    this.timeout(240_000);
    const world = new World(options);
    before(async function () {
      // The build of a variant may take long.
      this.timeout(0);
      const obstacle =
        (options.language === "yaml" ? await yamlObstacle() : await prepare(world.variant)) ??
        (await options.backend?.obstacle());
      if (obstacle !== undefined) {
        skip(this, obstacle);
      }
      await world.start();
    });
    afterEach(() => world.check());
    after(() => world.stop());
    tell(world);
  });
}

/** The same story on both variants of the handlers: the dynamic classes, and the plugin with its generated SDK for Node. */
export function storyOnBothVariants(
  title: string,
  options: WorldOptions,
  tell: (world: World) => void,
): void {
  for (const variant of VARIANTS) {
    story(`${title} (${variant})`, { ...options, variant }, tell);
  }
}

/**
 * The lines about the resources of a type, without the prefix that names the resource: "workforce (699d98…)", or, if the engine does not
 * tell the provider its name, "RiskBehaviors 699d98642c564d2e855e9661899b7252".
 *
 * @param id Limits the lines to this account or zone.
 */
export function linesAbout({ diagnostics }: Told, type: string, id?: string): string[] {
  return diagnostics
    .flatMap(({ message, urn }) => message.split("\n").map((line) => ({ line, urn })))
    .flatMap(({ line, urn }) => {
      const [, label, text] = /^(.+?): (.*)$/.exec(line) ?? [];
      if (label === undefined || text === undefined) {
        return [];
      }
      const isAbout = TOKENS.some((token) => urn?.includes(`${token}${type}::`)) || label.startsWith(type);
      const isHere = id === undefined || label.includes(id) || label.includes(`(${id.slice(0, 6)}…)`);
      return isAbout && isHere ? [text] : [];
    });
}

/** The steps of an operation on managed resources, except "same": "update workforce". */
export function changes({ steps }: Operation): string[] {
  return steps.filter(isOurs).flatMap((step) => (step.op === "same" ? [] : `${step.op} ${nameOf(step)}`));
}

/** The exports of the program, as an operation shows them. */
export function stackOutputs({ steps }: Operation): Record<string, unknown> | undefined {
  return steps.find(({ type }) => type === "pulumi:pulumi:Stack")?.new?.outputs;
}

/** The lines of a `--diff` that show a property change, without the details around them. */
export function propertyChanges({ stdout }: Operation): string[] {
  return stdout
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^[~+-]{1,2} /.test(line) && !/^[~+-]{1,2} (pulumi[:-]|risk-posture:|\d+ )/.test(line));
}

/** The prefixes of our resources' type tokens, by variant. */
const TOKENS = ["pulumi-nodejs:dynamic/riskPosture:", "risk-posture:index:"];

export const behaviorsPath = (account: string): string => `/accounts/${account}/zt_risk_scoring/behaviors`;
export const fraudPath = (zone: string): string => `/zones/${zone}/fraud_detection/settings`;

const preludeOf = (variant: Variant) => [
  'const pulumi = require("@pulumi/pulumi");',
  `const risk = require(${JSON.stringify(packageOf(variant))});`,
  "const config = new pulumi.Config();",
];

function tokenIn(answer: unknown): string[] {
  const isLogin = typeof answer === "object" && answer !== null && "token" in answer;
  return isLogin && typeof answer.token === "string" ? [answer.token] : [];
}

function isOurs({ type }: { type: string }): boolean {
  // A component manages no settings itself.
  return TOKENS.some((token) => type.startsWith(token)) && type !== "risk-posture:index:RiskPosture";
}

function nameOf({ urn }: { urn: string }): string {
  return urn.split("::").at(-1) ?? urn;
}
