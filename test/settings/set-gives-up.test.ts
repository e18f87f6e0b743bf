import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator/index.js";
import { id } from "../support/ids.js";
import { type Props, ProviderProcess } from "../support/provider-process.js";

const handler = (name: string) => `exports.handler=()=>require("pulumi-risk-posture/handlers").${name}`;
const ZONE = id("b1");
const settings = { userProfiles: "enabled" };

describe("A set that gives up a zone", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  let provider: ProviderProcess;

  async function begin(): Promise<void> {
    provider = await ProviderProcess.start(() => {}, { less: {} });
    await provider.configure({
      "cloudflare:apiToken": "emulator-token",
      "cloudflare:baseUrl": emulator.cloudflareUrl,
    });
  }
  async function checked(olds: Props, news: Props): Promise<Props> {
    const answer = await provider.check(olds, news);
    return "inputs" in answer ? answer.inputs : assert.fail(answer.failures.join("\n"));
  }

  before(async () => {
    emulator = await startEmulator({ zones: { [ZONE]: {} } });
    await begin();
  });
  after(async () => {
    await provider.stop();
    await emulator.close();
  });

  it("waits for the single resource that takes it over, also where that is checked later", async () => {
    const set = (zones: Props) => ({ zones, __provider: handler("fraudSettingsSet") });
    const created = await provider.create(await checked({}, set({ [ZONE]: settings })));
    assert.ok(created.ok);
    await provider.stop();
    await begin();
    emulator.forgetRequests();
    const urn = (name: string) => `urn:pulumi:dev::p::t::${name}`;
    const giver = await checked(set({ [ZONE]: settings }), {
      ...set({}),
      __program: { sets: 1, singles: 1, urn: urn("set") },
    });
    await provider.diff(created.id, created.outputs, giver);
    const given = provider.update(created.id, created.outputs, giver);
    const single = { zoneId: ZONE, ...settings, __provider: handler("fraudSettings") };
    const taker = await checked({}, { ...single, __program: { sets: 1, urn: urn("single") } });
    const taken = await provider.create(taker);
    assert.ok((await given).ok && taken.ok);
    assert.deepEqual(taken.outputs["initial"], { userProfiles: "disabled" });
    assert.deepEqual(
      emulator.requests.filter(({ method }) => method === "PUT"),
      [],
    );
  });
});
