import assert from "node:assert/strict";
import fc from "fast-check";
import { readAccess } from "../../provider/access/api.js";
import { AppgateClient } from "../../provider/appgate/client.js";
import { type AppgateArgs, resolveAppgateConnection } from "../../provider/appgate/connection.js";
import { CloudflareClient } from "../../provider/cloudflare/client.js";
import { readEntitlements } from "../../provider/entitlements/api.js";
import { RiskPostureError } from "../../provider/errors.js";
import { readSettings, writeSettings } from "../../provider/fraud-settings/api.js";
import { readBehaviors, writeBehaviors } from "../../provider/risk-behaviors/api.js";
import { readRiskModel } from "../../provider/risk-model/api.js";
import { accountId, zoneId } from "../support/arbitraries.js";
import { everythingIn } from "../support/errors.js";
import { type Loopback, listen } from "../support/loopback.js";
import { shortRetries } from "../support/short-retries.js";
import { damaged, json, name, object, SECRET } from "./arbitraries.js";
import { cases, Share } from "./number-of-cases.js";
import { checkPrototypes } from "./unpolluted.js";

interface Answer {
  readonly status: number;
  readonly body: string;
}

const refusal = {
  success: false,
  errors: [{ code: 7003, message: SECRET }],
  messages: [{ code: 10400, message: `'${SECRET}' is not a valid value` }],
  result: null,
};
const level = { enabled: true, risk_level: "high", name: "A", description: "B" };
const behaviors = {
  success: true,
  errors: [],
  messages: [],
  result: {
    behaviors: object([
      ["imp_travel", level],
      ["__proto__", level],
      ["constructor", level],
    ]),
  },
};
const criterion = { kind: "status_code", status_codes: [200] };
const fraud = {
  success: true,
  errors: [],
  messages: [],
  result: {
    user_profiles: "enabled",
    username_expressions: ["lower(http.host)"],
    authentication_settings: { success_criteria: criterion, failure_criteria: criterion },
  },
};
const version = { peerVersion: 23, lowestPeerVersionSupported: 21 };
const login = {
  token: "a-token",
  user: { needTwoFactorAuth: false, privileges: [{ type: "View", target: "All" }] },
};
const cell = {
  action: "AllowWithUserAction",
  userAction: { type: "OtpAuthentication", message: "m", providerId: "p" },
};
const model = { lowSensitivity: { lowRisk: { action: "Allow" } }, highSensitivity: { highRisk: cell } };

/** Somebody whom rules and notes name, and nothing that we answer. */
const PERSON = "ada.lovelace@example.com";
const rules = {
  include: [{ user_risk_score: { user_risk_score: ["high", "medium"] } }, { email: { email: PERSON } }],
  require: [{ group: { id: "a-group" } }],
  exclude: [],
};
/** What is a policy, a group and an application at once: each list gets the same answer. */
const accessItem = { id: "an-id", name: "Staff", decision: "allow", app_count: 2, ...rules };
const accessItems = [
  { ...accessItem, policies: [{ ...accessItem, id: "its-own" }] },
  { ...accessItem, id: "other" },
];
const entitlement = {
  id: "5f2b7c1e-0000-4000-8000-000000000001",
  name: "Payroll",
  siteName: "Default Site",
  disabled: false,
  riskSensitivity: "High",
  conditions: ["ee7b7e6f-e904-4b4f-a5ec-b3bef040643e"],
  conditionLogic: "and",
  notes: PERSON,
};
const entitlements = { data: [entitlement, { name: "Build", notes: PERSON }], range: "0-1/2", totalCount: 2 };

/** How many pages and items there are, as a list may say: small, since we believe it. */
const pageNumber = fc.constantFrom(undefined, null, -1, 0, 1, 2, 3, 0.5, "2", []);
const pageInfo = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constant({ page: 1, per_page: 1_000, count: 2, total_count: 2, total_pages: 1 }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      page: pageNumber,
      per_page: pageNumber,
      total_count: pageNumber,
      total_pages: pageNumber,
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom(undefined, null, "none") },
);

/** Statuses that our client takes for an answer, and what servers send with them. */
const status = fc.oneof(
  { weight: 2, arbitrary: fc.constant(200) },
  { weight: 1, arbitrary: fc.constantFrom(201, 400, 401, 403, 404, 406, 408, 412, 422, 429, 500, 503) },
);

function answer(...valid: readonly object[]): fc.Arbitrary<Answer> {
  const bodies = [...valid, refusal].map((body) => damaged(body, name));
  const whole = fc
    .oneof(...bodies.map((arbitrary, index) => ({ weight: index < valid.length ? 4 : 1, arbitrary })), {
      weight: 1,
      arbitrary: json(name),
    })
    .map((body) => JSON.stringify(body));
  const cut = fc.tuple(whole, fc.nat({ max: 200 })).map(([body, end]) => body.slice(0, end));
  const page = fc.string({ unit: "binary" }).map((text) => `<html>${SECRET}${text}</html>`);
  const body = fc.oneof(
    { weight: 8, arbitrary: whole },
    { weight: 1, arbitrary: cut },
    { weight: 1, arbitrary: page },
  );
  return fc.record({ status, body });
}

/** The body, if it is an answer, with what it says of pages. */
function withPageInfo(body: string, info: unknown): string {
  return /^\{"success"/.test(body) && body.endsWith("}")
    ? `${body.slice(0, -1)},"result_info":${JSON.stringify(info) ?? "null"}}`
    : body;
}

describe("Whatever a server answers", function () {
  this.timeout(0);
  // Nothing is tried again.
  shortRetries({ deadline: 10_000, firstWait: 10_000 });
  let server: Loopback;
  let share: Share;
  beforeEach(() => {
    share = new Share();
  });
  let answers: (path: string) => Answer = () => ({ status: 500, body: "" });
  before(async () => {
    server = await listen(({ path }, response) => {
      const { status, body } = answers(path);
      response.writeHead(status, { "content-type": "application/json" }).end(body);
    });
  });
  after(() => server.close());

  const client = () =>
    new CloudflareClient({
      credentials: { apiToken: SECRET },
      baseUrl: new URL(`${server.origin}/client/v4`),
    });

  /** Waits for a value, or for an error of ours that gives nothing away. */
  async function outcome<T>(work: Promise<T>, isRight: (value: T) => void): Promise<void> {
    let value: T;
    try {
      value = await work;
      share.count(true);
    } catch (error) {
      share.count(false);
      assert.ok(error instanceof RiskPostureError, `not one of our errors: ${error}`);
      for (const hidden of [SECRET, PERSON]) {
        assert.ok(!everythingIn(error).includes(hidden), everythingIn(error));
      }
      return;
    }
    isRight(value);
  }

  const isSetting = (value: { enabled: boolean; riskLevel: string }) =>
    assert.deepEqual([typeof value.enabled, typeof value.riskLevel], ["boolean", "string"]);

  it("behaviors are behaviors, or an error that gives nothing away", async () => {
    await fc.assert(
      fc.asyncProperty(answer(behaviors), fc.boolean(), async (given, isWrite) => {
        answers = () => given;
        const sent = { imp_travel: { enabled: true, riskLevel: "high" } };
        const work = isWrite ? writeBehaviors(client(), accountId, sent) : readBehaviors(client(), accountId);
        await outcome(work, (value) => Object.values(value).forEach(isSetting));
      }),
      cases,
    );
    share.assertAtLeast(1 / 10);
    checkPrototypes();
  });

  it("fraud settings are fraud settings, or an error that does not quote an expression", async () => {
    await fc.assert(
      fc.asyncProperty(answer(fraud), fc.boolean(), async (given, isWrite) => {
        answers = () => given;
        const sent = { usernameExpressions: [SECRET] };
        const work = isWrite ? writeSettings(client(), zoneId, sent) : readSettings(client(), zoneId);
        await outcome(work, ({ userProfiles = "", usernameExpressions = [], successCriteria }) => {
          assert.equal(typeof userProfiles, "string");
          for (const expression of usernameExpressions) {
            assert.equal(typeof expression, "string");
          }
          for (const code of successCriteria?.statusCodes ?? []) {
            assert.equal(typeof code, "number");
          }
        });
      }),
      cases,
    );
    share.assertAtLeast(1 / 10);
    checkPrototypes();
  });

  it("access rules are rules that name nobody, and say of which list something may be missing, or there is an error", async () => {
    const page = { success: true, errors: [], messages: [], result: accessItems };
    const lists = fc
      .tuple(answer(page), pageInfo)
      .map(([{ status, body }, info]) => ({ status, info, body: withPageInfo(body, info) }));
    await fc.assert(
      fc.asyncProperty(lists, async ({ info, ...given }) => {
        answers = () => given;
        await outcome(readAccess(client(), accountId), (access) => {
          for (const { id, name, include, require, exclude } of [...access.policies, ...access.groups]) {
            assert.deepEqual([typeof id, typeof name], ["string", "string"]);
            for (const rule of [...include, ...require, ...exclude]) {
              assert.ok(["risk", "group", "other"].includes(rule.kind));
            }
          }
          assert.ok(!JSON.stringify(access).includes(PERSON));
          const { total_count: total }: { total_count?: unknown } = Object(info);
          const isMore = typeof total === "number" && total > access.policies.length;
          assert.equal(access.incomplete.includes("policies"), isMore);
        });
      }),
      cases,
    );
    share.assertAtLeast(1 / 20);
    checkPrototypes();
  });

  const appgate = (args: AppgateArgs) =>
    resolveAppgateConnection(
      { address: `${server.origin}/admin`, deviceId: "4c07bc67-57ea-42dd-b702-c2d6c45419fc", ...args },
      () => undefined,
      {},
    );
  const user = { username: "admin", password: SECRET };

  it("a risk model has nine cells, or there is an error", async () => {
    await fc.assert(
      fc.asyncProperty(answer(model), async (given) => {
        answers = () => given;
        const work = readRiskModel(appgate({ bearerToken: SECRET, clientVersion: 23 }));
        await outcome(work, ({ matrix }) => {
          const cells = Object.values(matrix).flatMap((row) => Object.values(row));
          assert.equal(cells.length, 9);
          for (const { action } of cells) {
            assert.equal(typeof action, "string");
          }
        });
      }),
      cases,
    );
    share.assertAtLeast(1 / 10);
    checkPrototypes();
  });

  it("entitlements are entitlements, without what is noted of them, or there is an error", async () => {
    await fc.assert(
      fc.asyncProperty(answer(entitlements, { ...entitlements, range: "0-1/5" }), async (given) => {
        answers = () => given;
        const work = readEntitlements(appgate({ bearerToken: SECRET, clientVersion: 23 }));
        await outcome(work, (read) => {
          for (const { name, disabled, conditions, conditionLogic } of read.entitlements) {
            assert.deepEqual(
              [typeof name, typeof disabled, typeof conditionLogic],
              ["string", "boolean", "string"],
            );
            assert.ok(conditions.every((condition) => typeof condition === "string"));
          }
          assert.ok(!JSON.stringify(read).includes(PERSON));
          assert.equal(read.complete, read.entitlements.length >= (read.total ?? 0));
        });
      }),
      cases,
    );
    share.assertAtLeast(1 / 10);
    checkPrototypes();
  });

  it("so it is if the version or the login is what is odd", async () => {
    await fc.assert(
      fc.asyncProperty(answer(version), answer(login), async (ofVersion, ofLogin) => {
        answers = (path) => {
          if (path.endsWith("/version")) {
            return ofVersion;
          }
          if (path.endsWith("/risk-model")) {
            return { status: 200, body: JSON.stringify(model) };
          }
          return ofLogin;
        };
        await outcome(readRiskModel(appgate(user)), ({ matrix }) =>
          assert.equal(matrix.high.high.action, cell.action),
        );
      }),
      cases,
    );
    share.assertAtLeast(1 / 20);
    checkPrototypes();
  });

  it("what a Controller refuses is told without what was sent", async () => {
    await fc.assert(
      fc.asyncProperty(answer(refusal), async (given) => {
        answers = () => given;
        const sent = { method: "POST", path: "/login", version: 23, body: user } as const;
        const { status, refusal } = await new AppgateClient(appgate(user)).tryToSend(sent);
        share.count(refusal !== undefined);
        assert.equal(status, given.status);
        assert.ok(refusal === undefined || typeof refusal === "object");
      }),
      cases,
    );
    share.assertAtLeast(1 / 3);
    checkPrototypes();
  });
});
