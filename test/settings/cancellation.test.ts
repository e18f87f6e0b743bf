import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator/index.js";
import { id } from "../support/ids.js";
import { type Props, ProviderProcess } from "../support/provider-process.js";

const handler = (name: string) => `exports.handler=()=>require("pulumi-risk-posture/handlers").${name}`;
const ids = Array.from({ length: 150 }, (_, index) => id(index.toString(16).padStart(3, "0")));
const setOf = (zones: Props, program: Props = {}): Props => ({
  zones,
  __provider: handler("fraudSettingsSet"),
  __program: program,
});
const expression = (field: string) => `http.request.body.form["${field}"][0]`;
const enabled = (field: string) => ({
  userProfiles: "enabled",
  usernameExpressions: [expression(field)],
});
const map = (value: unknown): Props => Object(value);

describe("An operation that is cancelled", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  let provider: ProviderProcess;

  /** Another run of the engine. */
  async function begin(): Promise<void> {
    provider = await ProviderProcess.start(() => {}, { less: {} });
    await provider.configure({
      "cloudflare:apiToken": "emulator-token",
      "cloudflare:baseUrl": emulator.cloudflareUrl,
    });
  }
  const puts = () => emulator.requests.filter(({ method }) => method === "PUT");
  /** The engine cancels when the first PUT comes, which is answered when the provider knows. */
  function cancelAtFirstPut(): void {
    let isCancelled = false;
    emulator.faults.before = async ({ method }) => {
      if (method === "PUT" && !isCancelled) {
        isCancelled = true;
        await provider.cancel();
      }
    };
  }
  async function checked(olds: Props, news: Props): Promise<Props> {
    const answer = await provider.check(olds, news);
    return "inputs" in answer ? answer.inputs : assert.fail(answer.failures.join("\n"));
  }

  beforeEach(async () => {
    emulator = await startEmulator({
      zones: Object.fromEntries(ids.map((zone) => [zone, { username_expressions: [expression("before")] }])),
    });
    await begin();
  });
  afterEach(async () => {
    await provider.stop();
    await emulator.close();
  });

  it("before its first request sends none", async () => {
    // It waits for a second set, which does not come.
    const zones = Object.fromEntries(ids.map((zone) => [zone, enabled("now")]));
    const news = await checked({}, setOf(zones, { sets: 2 }));
    const created = provider.create(news);
    await provider.cancel();
    assert.match(String(map(await created)["message"]), /^150 of 150 zones were left when the operation was/);
    assert.deepEqual(puts(), []);
  });

  it("while zones move to another set loses none of what either remembers", async () => {
    const before = Object.fromEntries(ids.map((zone) => [zone, enabled("first")]));
    const created = await provider.create(await checked({}, setOf(before)));
    assert.ok(created.ok, JSON.stringify(created));
    await provider.stop();
    await begin();
    const after = Object.fromEntries(ids.map((zone) => [zone, enabled("second")]));
    const program = { sets: 2 };
    const [giver, taker] = [
      await checked(setOf(before), setOf({}, { ...program, urn: "urn:pulumi:dev::p::t::a" })),
      await checked({}, setOf(after, { ...program, urn: "urn:pulumi:dev::p::t::b" })),
    ];
    await provider.diff(created.id, created.outputs, giver);
    const given = await provider.update(created.id, created.outputs, giver);
    cancelAtFirstPut();
    const outcomes = [given, await provider.create(taker)];
    const recorded = outcomes.map((outcome) => (outcome.ok ? outcome : outcome.partial)?.outputs ?? {});
    const initial = recorded.map((outputs) => map(outputs["initial"]));
    for (const zone of ids) {
      const remembered = initial.flatMap((one) => (zone in one ? [one[zone]] : []));
      assert.deepEqual(
        remembered,
        [{ userProfiles: "disabled", usernameExpressions: [expression("before")] }],
        zone,
      );
    }
    assert.ok(puts().length < 2 * ids.length, "all of it was done");
  });

  it("between two writes of one zone records what there was before the first", async () => {
    const [zone = ""] = ids;
    Object.assign(emulator.zone(zone), {
      user_profiles: "enabled",
      authentication_settings: { success_criteria: { kind: "status_code", status_codes: [200] } },
    });
    const declared = {
      zoneId: zone,
      userProfiles: "disabled",
      authenticationSettings: { successCriteria: { statusCodes: [] } },
      __provider: handler("fraudSettings"),
    };
    const news = await checked({}, declared);
    cancelAtFirstPut();
    const outcome = await provider.create(news);
    assert.equal(puts().length, 1);
    assert.ok(!outcome.ok && outcome.partial, "the state does not hear of the first write");
    assert.deepEqual(outcome.partial.outputs["initial"], {
      userProfiles: "enabled",
      authenticationSettings: { successCriteria: { statusCodes: [200] } },
    });
  });
});
