import assert from "node:assert/strict";
import fc from "fast-check";
import type { ControllerSeed } from "../../emulator/index.js";
import { chooseVersion, negotiate } from "../../provider/appgate/negotiate-version.js";
import {
  InvalidValueError,
  ProtocolError,
  RateLimitError,
  type RiskPostureError,
  UnavailableError,
} from "../../provider/errors.js";
import { type Kind, rejection, thrown } from "../support/errors.js";
import { always, deserted, serving } from "../support/loopback.js";
import { shortRetries, withShortRetries } from "../support/short-retries.js";
import { adminArgs, asked, client, controlled, DEVICE, PASSWORD } from "./support.js";

const ranges = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.nat(10))
  .map(([minApiVersion, width]) => ({ minApiVersion, maxApiVersion: minApiVersion + width }));

const negotiateWith = (seed: ControllerSeed) =>
  controlled(seed, ({ appgateUrl }) => negotiate(client(new URL(appgateUrl).origin)));
const refusedBy = (seed: ControllerSeed) =>
  controlled(seed, async (emulator) => {
    const error = await rejection(negotiate(client(new URL(emulator.appgateUrl).origin)), InvalidValueError);
    assert.doesNotMatch(JSON.stringify(emulator.requests), new RegExp(`admin"|${PASSWORD}`));
    return error;
  });

describe("The version of Appgate's API", () => {
  shortRetries({ deadline: 500 });

  it("is the highest that the Controller supports and that has a risk model", () => {
    fc.assert(
      fc.property(ranges, (range) => {
        fc.pre(range.maxApiVersion >= 17 && range.minApiVersion <= 24);
        const version = chooseVersion(range);
        assert.ok(version >= 17 && version <= 24);
        assert.ok(version >= range.minApiVersion && version <= range.maxApiVersion);
        assert.ok(version === 24 || version === range.maxApiVersion);
      }),
    );
  });

  it("does not exist where the Controller is too old or too new, and that is said in words", () => {
    fc.assert(
      fc.property(ranges, (range) => {
        fc.pre(range.maxApiVersion < 17 || range.minApiVersion > 24);
        const { message } = thrown(() => chooseVersion(range), InvalidValueError);
        assert.match(message, range.maxApiVersion < 17 ? /needs Appgate SDP 6\.0/ : /use Conditions/);
      }),
    );
  });

  for (const versionStatus of [200, 404, 401] as const) {
    describe(`of a Controller that answers ${versionStatus} when it is asked for its versions`, () => {
      for (const [minVersion, maxVersion, apiVersion] of [
        [17, 17, 17],
        [17, 18, 18],
        [18, 22, 22],
        [20, 23, 23],
        [23, 25, 24],
        [24, 30, 24],
      ] as const) {
        it(`is ${apiVersion} if it supports ${minVersion} to ${maxVersion}`, async () => {
          assert.deepEqual(await negotiateWith({ minVersion, maxVersion, versionStatus }), {
            apiVersion,
            minApiVersion: minVersion,
            maxApiVersion: maxVersion,
          });
        });
      }

      it("is refused if that is 16, without a login", async () => {
        const { message } = await refusedBy({ minVersion: 14, maxVersion: 16, versionStatus });
        assert.match(message, /speaks API version 16, and the risk model came with 17/);
      });

      it("is refused if that is 25 and nothing below, without a login", async () => {
        const { message } = await refusedBy({ minVersion: 25, maxVersion: 25, versionStatus });
        assert.match(
          message,
          /needs API version 25 or newer, .* gone since 25: use Conditions there, and take getRiskModel/,
        );
      });
    });
  }

  it("is found out without credentials: the fallback sends a device id and nothing else", async () => {
    await controlled({ versionStatus: 404 }, async (emulator) => {
      await negotiate(client(new URL(emulator.appgateUrl).origin));
      assert.deepEqual(asked(emulator), ["GET /version", "POST /authentication"]);
      const [plain, absurd] = emulator.requests;
      assert.equal(plain?.headers.accept, "application/json");
      assert.deepEqual(absurd?.body, { providerName: "local", deviceId: DEVICE });
      assert.ok(emulator.requests.every(({ headers }) => headers.authorization === undefined));
    });
  });

  it("is not looked for where a version was asked for", async () => {
    await controlled({}, async (emulator) => {
      const origin = new URL(emulator.appgateUrl).origin;
      assert.deepEqual(await negotiate(client(origin, adminArgs({ clientVersion: 21 }))), { apiVersion: 21 });
      for (const clientVersion of [0, 16, 25, 99]) {
        const asked = negotiate(client(origin, adminArgs({ clientVersion })));
        assert.match((await rejection(asked, InvalidValueError)).message, /^clientVersion must be 17 to 24:/);
      }
      assert.deepEqual(emulator.requests, []);
    });
  });

  for (const [what, atAuthentication, atLogin, range] of [
    [
      "only where it refuses a login, as its specification says",
      { id: "not acceptable", message: "Invalid 'Accept' header. Current version: …peer-v19+json" },
      { id: "not acceptable", minSupportedVersion: 17, maxSupportedVersion: 19 },
      { minApiVersion: 17, maxApiVersion: 19 },
    ],
    ["only the highest one", { maxSupportedVersion: 19 }, {}, { maxApiVersion: 19 }],
    ["only the highest one where it refuses a login", {}, { maxSupportedVersion: 19 }, { maxApiVersion: 19 }],
    [
      "nothing for the lowest one",
      { minSupportedVersion: null, maxSupportedVersion: 19 },
      {},
      { maxApiVersion: 19 },
    ],
  ] as const) {
    it(`is found out of a Controller that tells ${what}, without credentials`, async () => {
      await serving(
        ({ path }, response) => {
          response.writeHead(path.endsWith("/version") ? 404 : 406);
          response.end(JSON.stringify(path.endsWith("/login") ? atLogin : atAuthentication));
        },
        async (server) => {
          assert.deepEqual(await negotiate(client(server.origin)), { apiVersion: 19, ...range });
          assert.doesNotMatch(JSON.stringify(server.received), /hunter2|"admin"|username|bearer/i);
        },
      );
    });
  }

  it("is found out of a Controller that tells its own and not the lowest one", async () => {
    for (const [peerVersion, apiVersion] of [
      [19, 19],
      [30, 24],
    ] as const) {
      for (const lowest of [{}, { lowestPeerVersionSupported: null }]) {
        await serving(always(200, { peerVersion, ...lowest }), async (server) => {
          assert.deepEqual(await negotiate(client(server.origin)), {
            apiVersion,
            maxApiVersion: peerVersion,
          });
          assert.equal(server.received.length, 1);
        });
      }
    }
  });

  it("is waited for as long as a login: an old Controller may be slow to refuse", () =>
    withShortRetries({ attempt: 50, login: 5_000, deadline: 5_000 }, () =>
      serving(
        ({ path }, response) => {
          const answer = () =>
            response.writeHead(path.endsWith("/version") ? 404 : 406).end('{"maxSupportedVersion":20}');
          setTimeout(answer, path.endsWith("/version") ? 0 : 300);
        },
        async ({ origin }) => {
          assert.equal((await negotiate(client(origin))).apiVersion, 20);
        },
      ),
    ));

  it("is not guessed at where the Controller does not tell it", async () => {
    for (const [status, body] of [
      [200, { peerVersion: "23" }],
      [404, "<html>"],
      [406, { message: "no limits" }],
      [406, { minSupportedVersion: 17 }],
      [401, { minSupportedVersion: 17, maxSupportedVersion: 23 }],
    ] as const) {
      await serving(always(status, body), async ({ origin }) => {
        const { message } = await rejection(negotiate(client(origin)), ProtocolError);
        assert.match(
          message,
          /does not tell which API versions it supports.*admin interface.*set clientVersion/,
        );
      });
    }
  });

  it("is asked for in one way where the Controller is down", async () => {
    await rejection(negotiate(client(await deserted())), UnavailableError);
    const later: [status: number, kind: Kind<RiskPostureError>][] = [
      [503, UnavailableError],
      [429, RateLimitError],
    ];
    for (const [status, kind] of later) {
      await serving(always(status, "booting"), async (server) => {
        await rejection(negotiate(client(server.origin)), kind);
        assert.deepEqual(new Set(server.received.map(({ path }) => path)), new Set(["/admin/version"]));
      });
    }
  });
});
