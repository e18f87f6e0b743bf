import assert from "node:assert/strict";
import type { Seed } from "../../emulator/index.js";
import { behaviors, criteria, fraud, off, on } from "./programs.js";
import {
  ACCOUNT,
  behaviorsPath,
  changes,
  fraudPath,
  propertyChanges,
  story,
  storyOnBothVariants,
  type Told,
  ZONE,
} from "./world.js";

const MINE = 'http.request.body.form["username"][0]';
const THEIRS = 'lookup_json_string(http.request.body.raw, "user")';
const seed: Seed = {
  accounts: {
    [ACCOUNT]: {
      behaviors: {
        imp_travel: { enabled: true, risk_level: "low" },
        high_dlp: { enabled: true, risk_level: "medium" },
        sentinel_one: { enabled: true, risk_level: "medium" },
        idle_session: { enabled: false, risk_level: "low" },
      },
    },
  },
  zones: {
    [ZONE]: {
      user_profiles: "enabled",
      username_expressions: [THEIRS],
      authentication_settings: { failure_criteria: { kind: "status_code", status_codes: [429] } },
    },
  },
};

/** The options of a scheduled job that looks for drift. */
const lookingForDrift = { args: ["--refresh", "--expect-no-changes"] };

/** The requests about the account and about the zone, each in order: the engine works on both in parallel. */
function sentIn({ requests }: Told) {
  const to = (wanted: string) => requests.filter(({ path }) => path === wanted);
  const [ofAccount, ofZone] = [to(behaviorsPath(ACCOUNT)), to(fraudPath(ZONE))];
  assert.equal(ofAccount.length + ofZone.length, requests.length);
  const methods = (of: typeof requests) => of.map(({ method }) => method);
  const puts = (of: typeof requests) => of.filter(({ method }) => method === "PUT").map(({ body }) => body);
  return {
    methods: { account: methods(ofAccount), zone: methods(ofZone) },
    puts: { account: puts(ofAccount), zone: puts(ofZone) },
  };
}

storyOnBothVariants("An account and a zone, from preview to destroy", { seed }, (world) => {
  const live = () => world.emulator.account(ACCOUNT).settings;
  const zone = () => world.emulator.zone(ZONE);
  const codes = (criterion: "success_criteria" | "failure_criteria") =>
    zone().authentication_settings?.[criterion]?.status_codes;
  const success = (...statusCodes: number[]) => ({
    authenticationSettings: { successCriteria: { statusCodes } },
  });
  const none = success();
  const declared = { imp_travel: on("high"), high_dlp: on("medium") };
  const enabled = { userProfiles: "enabled", ...success(302, 200, 302, 200) };
  const initial = { imp_travel: on("low"), high_dlp: on("medium") };
  const initialOf = async (name: string) => (await world.state(name)).outputs["initial"];

  it("are previewed without credentials and without a write", async () => {
    world.declare(behaviors(declared), fraud(enabled));
    const preview = await world.preview({ env: { CLOUDFLARE_API_TOKEN: undefined } });
    assert.deepEqual(changes(preview).sort(), ["create shop", "create workforce"]);
    assert.deepEqual(preview.puts, []);
  });

  it("are adopted by the first up: only what differs is written, and nothing that is not declared", async () => {
    const before = live();
    const up = await world.up();
    const { methods, puts } = sentIn(up);
    assert.deepEqual(methods, { account: ["GET", "PUT"], zone: ["GET", "PUT"] });
    assert.deepEqual(puts, {
      account: [{ behaviors: { imp_travel: { enabled: true, risk_level: "high" } } }],
      zone: [
        { authentication_settings: { success_criteria: { kind: "status_code", status_codes: [200, 302] } } },
      ],
    });
    assert.deepEqual(live(), { ...before, imp_travel: { enabled: true, risk_level: "high" } });
    assert.deepEqual(zone().username_expressions, [THEIRS]);
    assert.deepEqual(codes("failure_criteria"), [429]);
  });

  it("are remembered as they were, those that were never made as empty, in an output that nothing but declared ones enters", async () => {
    const { workforce, shop } = await world.resources();
    assert.ok(workforce && shop);
    assert.deepEqual([workforce.id, shop.id], [ACCOUNT, ZONE]);
    const withoutText = ({ __provider, ...rest }: Readonly<Record<string, unknown>>) => rest;
    assert.deepEqual(withoutText(workforce.outputs), { accountId: ACCOUNT, behaviors: declared, initial });
    const { initial: before, ...rest } = withoutText(shop.outputs);
    assert.deepEqual(rest, { zoneId: ZONE, userProfiles: "enabled", ...success(200, 302) });
    assert.deepEqual(before, {
      userProfiles: "enabled",
      ...none,
    });
  });

  if (world.variant === "dynamic") {
    it("are named in state by a constant text under 100 bytes", async () => {
      const resources = await world.resources();
      for (const [name, handler] of [
        ["workforce", "riskBehaviors"],
        ["shop", "fraudSettings"],
      ] as const) {
        const literal = `exports.handler=()=>require("pulumi-risk-posture/handlers").${handler}`;
        assert.equal(resources[name]?.inputs["__provider"], literal);
        assert.equal(resources[name]?.outputs["__provider"], literal);
        assert.ok(Buffer.byteLength(literal) < 100);
      }
    });
  }

  it("cost no request when nothing has changed, in whatever order and how often the codes are written", async () => {
    world.declare(behaviors(declared), fraud({ ...enabled, ...success(200, 302, 302) }));
    assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
  });

  it("pass a preview that looks for drift and expects none, whatever has drifted elsewhere", async () => {
    world.emulator.account(ACCOUNT).behavior("sentinel_one").risk_level = "high";
    zone().username_expressions = [];
    assert.deepEqual(sentIn(await world.preview(lookingForDrift)).methods, {
      account: ["GET"],
      zone: ["GET"],
    });
  });

  it("show a changed level in preview --diff, and nothing else", async () => {
    world.declare(behaviors({ ...declared, imp_travel: on("low") }), fraud(enabled));
    const preview = await world.preview({ args: ["--diff"] });
    assert.deepEqual(propertyChanges(preview), [
      "~ behaviors: {",
      "~ imp_travel: {",
      '~ riskLevel: "high" => "low"',
    ]);
    assert.deepEqual(preview.puts, []);
  });

  it("fail that preview where one of them has drifted, before anything is recorded or written", async () => {
    world.declare(behaviors(declared), fraud(enabled));
    world.emulator.account(ACCOUNT).behavior("imp_travel").enabled = false;
    const preview = await world.preview({ ...lookingForDrift, allowFailure: true });
    assert.notEqual(preview.code, 0);
    assert.deepEqual(
      changes(preview).filter((change) => !change.startsWith("refresh")),
      ["update workforce"],
    );
    assert.deepEqual(preview.puts, []);
  });

  it("show in a refresh the drift of declared ones only, for one GET each", async () => {
    zone().authentication_settings = {
      success_criteria: { kind: "status_code", status_codes: [200] },
      failure_criteria: { kind: "status_code", status_codes: [500] },
    };
    const refresh = await world.refresh({ args: ["--diff"] });
    assert.deepEqual(sentIn(refresh).methods, { account: ["GET"], zone: ["GET"] });
    const ofAccount = ["~ behaviors: {", "~ imp_travel: {", "~ enabled: true => false"];
    const ofZone = ["~ authenticationSettings: {", "~ successCriteria: {", "~ statusCodes: [", "- [1]: 302"];
    assert.deepEqual(propertyChanges(refresh).sort(), [...ofAccount, ...ofZone].sort());
    assert.deepEqual(await initialOf("workforce"), initial);
  });

  it("are repaired by the next up with one GET and one PUT each, leaving alone what drifted elsewhere", async () => {
    const up = await world.up();
    assert.deepEqual(sentIn(up).methods, { account: ["GET", "PUT"], zone: ["GET", "PUT"] });
    assert.deepEqual(live()["imp_travel"], { enabled: true, risk_level: "high" });
    assert.deepEqual(live()["sentinel_one"], { enabled: true, risk_level: "high" });
    assert.deepEqual(codes("success_criteria"), [200, 302]);
    assert.deepEqual([zone().username_expressions, codes("failure_criteria")], [[], [500]]);
    assert.deepEqual(await initialOf("workforce"), initial);
  });

  it("are remembered when they are added later, as they are then, and null is as good as left out", async () => {
    world.emulator.account(ACCOUNT).behavior("idle_session").risk_level = "high";
    zone().username_expressions = [THEIRS];
    world.declare(
      behaviors({ ...declared, idle_session: on("medium") }),
      fraud({
        userProfiles: null,
        usernameExpressions: [MINE],
        authenticationSettings: { ...success(200, 302).authenticationSettings, failureCriteria: null },
      }),
    );
    assert.deepEqual(sentIn(await world.up()).puts, {
      account: [{ behaviors: { idle_session: { enabled: true, risk_level: "medium" } } }],
      zone: [{ username_expressions: [MINE] }],
    });
    assert.deepEqual(await initialOf("workforce"), { ...initial, idle_session: off("high") });
    assert.deepEqual(await world.secretOutput("shop", "initial"), {
      usernameExpressions: [THEIRS],
      ...none,
    });
  });

  it("need no request when only onDestroy changes, and are emptied by an empty list, which is not the same as leaving it out", async () => {
    world.declare(
      behaviors({ ...declared, idle_session: on("medium") }, { onDestroy: "restore" }),
      fraud({ usernameExpressions: [], ...success(200, 302) }),
    );
    const up = await world.up();
    assert.deepEqual(changes(up).sort(), ["update shop", "update workforce"]);
    assert.deepEqual(sentIn(up).methods.account, []);
    assert.equal((await world.state("workforce")).outputs["onDestroy"], "restore");
    assert.deepEqual(sentIn(up).puts.zone, [{ username_expressions: [] }]);
    assert.deepEqual(zone().username_expressions, []);
  });

  it("are given back by destroy as they were, with one GET and one PUT each", async () => {
    const destroy = await world.destroy();
    assert.deepEqual(changes(destroy).sort(), ["delete shop", "delete workforce"]);
    assert.deepEqual(sentIn(destroy).methods, { account: ["GET", "PUT"], zone: ["GET", "PUT"] });
    assert.deepEqual(live(), {
      imp_travel: { enabled: true, risk_level: "low" },
      high_dlp: { enabled: true, risk_level: "medium" },
      sentinel_one: { enabled: true, risk_level: "high" },
      idle_session: { enabled: false, risk_level: "high" },
    });
    assert.deepEqual(zone().username_expressions, [THEIRS]);
    assert.deepEqual([codes("success_criteria"), codes("failure_criteria")], [[], [500]]);
    assert.equal(zone().user_profiles, "enabled");
    assert.deepEqual(await world.resources(), {});
  });
});

story(
  "Settings that already are as declared, and some that have to be given back in an order",
  {},
  (world) => {
    it("are adopted without a PUT and given back without one, or so that each PUT is valid", async () => {
      world.declare(
        behaviors({ imp_travel: off("high"), high_dlp: off("medium") }),
        fraud({ userProfiles: "enabled", ...criteria([200], [401]) }),
      );
      const up = await world.up();
      assert.deepEqual(sentIn(up).methods, { account: ["GET"], zone: ["GET", "PUT"] });
      assert.deepEqual((await world.state("workforce")).outputs["initial"], {
        imp_travel: off("high"),
        high_dlp: off("medium"),
      });
      const destroy = await world.destroy();
      assert.deepEqual(sentIn(destroy).methods.account, ["GET"]);
      const none = { kind: "status_code", status_codes: [] };
      assert.deepEqual(sentIn(destroy).puts.zone, [
        { authentication_settings: { success_criteria: none, failure_criteria: none } },
        { user_profiles: "disabled" },
      ]);
      assert.ok(destroy.requests.every(({ status }) => status === 200));
      assert.equal(world.emulator.zone(ZONE).user_profiles, "disabled");
    });
  },
);
