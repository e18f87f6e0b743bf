import { answerAppgate } from "./appgate/api.js";
import { ControllerState } from "./appgate/controller-state.js";
import { apiPathOf, bases } from "./base-paths.js";
import type { AccountState } from "./cloudflare/account-state.js";
import { answerCloudflare } from "./cloudflare/api.js";
import type { ApiToken } from "./cloudflare/auth.js";
import type { RateLimit } from "./cloudflare/rate-limit.js";
import { CloudflareState } from "./cloudflare/state.js";
import type { ZoneState } from "./cloudflare/zone-state.js";
import { applyDrift } from "./drift.js";
import { answerDriftRequest } from "./drift-endpoint.js";
import { Faults } from "./faults/faults.js";
import { replyOf } from "./request-and-answer.js";
import { type RecordedRequest, RequestLog } from "./request-log.js";
import { defaultSeed, type Seed } from "./seed.js";
import { startServer } from "./server.js";

/**
 * A running emulator. Its state can be read and written while it runs. To a Pulumi program, a change made here is like a change in the
 * dashboard: drift.
 */
export interface Emulator {
  /** The value for `cloudflare:baseUrl` or CLOUDFLARE_BASE_URL. */
  readonly cloudflareUrl: string;
  /** The value for `appgate:address` or APPGATE_ADDRESS. */
  readonly appgateUrl: string;
  /** The faults of requests, and their latency. */
  readonly faults: Faults;
  /** How many requests Cloudflare accepts from one caller. @default unlimited */
  rateLimit: RateLimit | undefined;
  /** Every request since the start, or since `forgetRequests`, in the order of the answers. */
  readonly requests: readonly RecordedRequest[];
  forgetRequests(): void;
  /** The live account; throws if none was seeded with this id. */
  account(id: string): AccountState;
  /** The live zone; throws if none was seeded with this id. */
  zone(id: string): ZoneState;
  /** The API tokens that Cloudflare knows, by their text. Delete one to revoke it. */
  readonly tokens: Map<string, ApiToken>;
  /** The Global API Keys that Cloudflare knows, by the user's e-mail address. They may do everything. */
  readonly globalKeys: Map<string, string>;
  /** The live Appgate SDP Controller. */
  readonly controller: ControllerState;
  /** Stops listening and drops open connections. Closing twice is harmless. */
  close(): Promise<void>;
}

/** Options of an emulator. */
export interface EmulatorOptions {
  /** The port to listen on. @default 0, which is any free one */
  readonly port?: number;
}

/**
 * Starts an emulator. Each omitted part of the seed (`accounts`, `zones`, `tokens`, `globalKeys`, `controller`) is taken from
 * `defaultSeed`; a given part replaces that default completely.
 *
 * @example const emulator = await startEmulator({ zones: { "023e105f4ecef8ad9ca31a8372d0c353": { entitled: false } } });
 * process.env.CLOUDFLARE_BASE_URL = emulator.cloudflareUrl;
 */
export async function startEmulator(seed: Seed = {}, options: EmulatorOptions = {}): Promise<Emulator> {
  const cloudflare = new CloudflareState({ ...defaultSeed, ...seed });
  const controller = new ControllerState(seed.controller ?? defaultSeed.controller);
  const log = new RequestLog();
  const faults = new Faults();

  const server = await startServer({
    answer: (request) =>
      replyOf(
        request.api === "appgate"
          ? answerAppgate(controller, request)
          : answerCloudflare(cloudflare, request),
      ),
    control: (request) =>
      answerDriftRequest(request, async (body) => {
        // Loaded only when a drift is made, since most emulators never get one.
        const { driftFrom } = await import("./seed-schema.js");
        applyDrift(cloudflare, controller, driftFrom(body));
      }),
    apiPath: apiPathOf,
    faults,
    log,
    port: options.port ?? 0,
  });

  return {
    cloudflareUrl: server.origin + bases.cloudflare,
    appgateUrl: server.origin + bases.appgate,
    faults,
    get rateLimit() {
      return cloudflare.limiter.limit;
    },
    set rateLimit(limit) {
      cloudflare.limiter.limit = limit;
    },
    get requests() {
      return log.requests;
    },
    forgetRequests: () => log.forget(),
    account: (id) => cloudflare.account(id),
    zone: (id) => cloudflare.zone(id),
    tokens: cloudflare.credentials.tokens,
    globalKeys: cloudflare.credentials.globalKeys,
    controller,
    close: server.close,
  };
}
