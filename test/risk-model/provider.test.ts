import assert from "node:assert/strict";
import fc from "fast-check";
import { type ControllerSeed, type Emulator, startEmulator } from "../../emulator/index.js";
import { UNKNOWN } from "../../provider/engine/unknown.js";
import { CredentialsError, InvalidValueError, NotFoundError } from "../../provider/errors.js";
import { SnapshotProvider } from "../../provider/risk-model/provider.js";
import { fingerprint } from "../../provider/risk-model/snapshot.js";
import { asked, PASSWORD } from "../appgate/support.js";
import { rejection } from "../support/errors.js";
import { serving } from "../support/loopback.js";
import { shortRetries } from "../support/short-retries.js";

const SESSION = ["GET /version", "POST /login", "GET /risk-model", "POST /authentication/logout"];
type Settings = Record<string, string>;

/** One engine operation: a provider that was configured anew. */
function run(settings: Settings) {
  const lines: string[] = [];
  const provider = new SnapshotProvider((line) => lines.push(line));
  const get = (key: string) => settings[key];
  const require = (key: string) => get(key) ?? assert.fail(`no ${key}`);
  // Not awaited: the engine does not wait for it before the first call either.
  void provider.configure({ config: { get, require } });
  return { provider, lines };
}

describe("The provider of snapshots", () => {
  shortRetries({ deadline: 500 });

  let emulator: Emulator;
  const started: Emulator[] = [];
  const start = async (controller: ControllerSeed = {}) => {
    emulator = await startEmulator({
      controller: { users: { admin: { password: PASSWORD } }, ...controller },
    });
    started.push(emulator);
  };
  beforeEach(() => start());
  afterEach(() => Promise.all(started.splice(0).map((emulator) => emulator.close())));

  const settings = (more: Settings = {}): Settings => ({
    "appgate:address": emulator.appgateUrl,
    "appgate:username": "admin",
    "appgate:password": PASSWORD,
    ...more,
  });
  const operation = (more?: Settings) => run(settings(more));
  /** What the engine does for a new resource. */
  const create = async () => {
    const { provider } = operation();
    const { inputs = {} } = await provider.check({}, {});
    const { id, outs = {} } = await provider.create(inputs);
    emulator.forgetRequests();
    return { id, inputs, outs };
  };
  const refresh = async (id: string, outs: object) => {
    const { props = {}, inputs = {} } = await operation().provider.read(id, outs);
    return { outs: props, inputs };
  };
  const change = (action: "Allow" | "Deny") => {
    emulator.controller.riskModel.highSensitivity = { highRisk: { action } };
  };

  it("reads once for check and create of one run, and for any number of snapshots", async () => {
    const { provider } = operation();
    const checked = await Promise.all([
      provider.check({}, {}),
      provider.check({}, {}),
      provider.check({}, {}),
    ]);
    for (const { inputs = {} } of checked) {
      await provider.create(inputs);
    }
    assert.deepEqual(asked(emulator), SESSION);
  });

  it("carries over what is recorded, without a request", async () => {
    const { inputs, outs, id } = await create();
    const { provider } = operation();
    const again = await provider.check(inputs, { address: `${emulator.appgateUrl}` });
    assert.deepEqual(again, { inputs, failures: [] });
    assert.deepEqual(await provider.diff(id, outs, inputs), {});
    assert.deepEqual(asked(emulator), []);
  });

  it("records the port that is declared also where it is the protocol's own: from the record it is asked", async () => {
    // Without credentials nobody is asked here.
    const { provider } = run({});
    for (const [address, recorded] of [
      ["http://127.0.0.1:80", "http://127.0.0.1:80/admin"],
      ["https://127.0.0.1:443/admin", "https://127.0.0.1:443/admin"],
    ] as const) {
      const { inputs = {} } = await provider.check({}, { address });
      assert.deepEqual(inputs, { address: recorded });
      assert.deepEqual((await provider.check(inputs, { address: recorded })).inputs, inputs);
    }
  });

  it("records what administrators set, and no credentials", async () => {
    const { id, inputs, outs } = await create();
    assert.equal(id, emulator.appgateUrl);
    assert.deepEqual(Object.keys(inputs), ["address", "model"]);
    assert.deepEqual(Object.keys(outs), ["address", "model", "acknowledged"]);
    assert.doesNotMatch(
      JSON.stringify([inputs, outs]),
      new RegExp(`apiVersion|username|${PASSWORD.slice(0, 7)}`),
    );
  });

  it("gives the fresh model as inputs too, and tells until an update takes it over", async () => {
    const { id, inputs, outs } = await create();
    change("Allow");
    const fresh = await refresh(id, outs);
    assert.notDeepEqual(fresh.inputs, inputs);
    // The engine asks in reverse for what a refresh has changed: it has to compare by itself then.
    assert.deepEqual(await operation().provider.diff(id, fresh.outs, inputs), {});
    const { provider, lines } = operation();
    const { inputs: news = {} } = await provider.check(fresh.inputs, {});
    assert.deepEqual(await provider.diff(id, fresh.outs, news), { changes: true });
    await provider.diff(id, fresh.outs, news);
    assert.equal(lines.length, 1);
    const { outs: taken = {} } = await provider.update(id, fresh.outs, news);
    assert.deepEqual(await provider.diff(id, taken, news), {});
  });

  it("tells of a change also where no fingerprint is on record: what is recorded counts as taken over", async () => {
    const { id, inputs } = await create();
    change("Allow");
    const fresh = await refresh(id, inputs);
    assert.deepEqual(await operation().provider.diff(id, fresh.outs, fresh.inputs), { changes: true });
  });

  it("forgets a change that was taken back before anybody took it over", async () => {
    const { id, outs } = await create();
    const before = structuredClone(emulator.controller.riskModel);
    change("Allow");
    const changed = await refresh(id, outs);
    emulator.controller.riskModel = before;
    const back = await refresh(id, changed.outs);
    assert.deepEqual(back.outs, outs);
    assert.deepEqual(await operation().provider.diff(id, back.outs, back.inputs), {});
  });

  it("replaces the snapshot of another Controller, whose model it reads", async () => {
    const { id, inputs, outs } = await create();
    await start({ riskModel: {} });
    const { provider } = operation();
    const { inputs: news = {} } = await provider.check(inputs, {});
    assert.deepEqual(await provider.diff(id, outs, news), { replaces: ["address"] });
    assert.deepEqual(asked(emulator), SESSION);
    assert.notDeepEqual(Reflect.get(news, "model"), Reflect.get(inputs, "model"));
  });

  it("completes an address, and leaves one that is not known yet alone", async () => {
    const { provider } = operation({ "appgate:address": "" });
    const complete = emulator.appgateUrl.replace("/admin", "");
    const { inputs } = await provider.check({}, { address: complete });
    assert.equal(Reflect.get(inputs ?? {}, "address"), emulator.appgateUrl);
    emulator.forgetRequests();
    const unknown = { inputs: { address: UNKNOWN, model: UNKNOWN }, failures: [] };
    assert.deepEqual(await provider.check({}, { address: UNKNOWN }), unknown);
    // It may turn out to be the same: the engine shows that it is not known, and asks again when it is.
    assert.deepEqual(await provider.diff("x", inputs ?? {}, unknown.inputs), {});
    assert.deepEqual(asked(emulator), []);
  });

  it("refuses, with a sentence, what it does not know or cannot use", async () => {
    const { provider } = operation({ "appgate:address": "" });
    const reasons = async (news: object) =>
      (await provider.check({}, news)).failures?.map(({ reason }) => reason);
    assert.deepEqual(await reasons({ addres: "x", more: 1 }), [
      "addres is not a known property: did you mean address?",
      "more is not a known property",
    ]);
    assert.deepEqual(await reasons({ model: {} }), ["model is not a known property"]);
    assert.deepEqual(await reasons({ address: 7 }), ["address must be text"]);
    assert.match((await reasons({}))?.[0] ?? "", /^No Appgate Controller: set appgate:address/);
    assert.match((await reasons({ address: "http://x.example" }))?.[0] ?? "", /must use https/);
    assert.deepEqual(asked(emulator), []);
  });

  it("refuses an explicit provider that has no Controller of its own, whatever it was that passed it on", async () => {
    const explicit = { "cloudflare:explicit": "true", "cloudflare:apiToken": "t" };
    for (const declared of [{}, { address: emulator.appgateUrl }]) {
      const { provider, lines } = run(explicit);
      const { failures } = await provider.check({}, declared);
      assert.match(
        failures?.[0]?.reason ?? "",
        /explicit provider has no Appgate Controller: give it appgate/,
      );
      assert.deepEqual(lines, []);
    }
    const { id, outs } = await create();
    await rejection(run(explicit).provider.read(id, outs), InvalidValueError);
    assert.deepEqual(asked(emulator), []);
    // That of the plugin may have one.
    const { inputs = {} } = await operation(explicit).provider.check({}, {});
    assert.ok("model" in inputs);
  });

  it("cannot be created without a Controller that answers, and logs in once in trying", async () => {
    const { provider, lines } = operation({ "appgate:password": "wrong" });
    const { inputs = {}, failures } = await provider.check({}, {});
    assert.deepEqual([Object.keys(inputs), failures], [["address"], []]);
    assert.match(lines.join(), /could not be read yet: .*Invalid username or password/);
    await rejection(provider.create(inputs), CredentialsError);
    assert.equal(asked(emulator).filter((request) => request === "POST /login").length, 1);
  });

  it("records later what could not be read at first", async () => {
    const { inputs = {} } = await operation({ "appgate:password": "wrong" }).provider.check({}, {});
    const { id, outs = {} } = await operation().provider.create(inputs);
    const { provider } = operation();
    const { inputs: news = {} } = await provider.check(inputs, {});
    assert.deepEqual(await provider.diff(id, outs, news), {});
    assert.deepEqual((await provider.update(id, outs, news)).outs, outs);
  });

  it("explains that a refresh has old credentials, and never takes a refusal for a Controller that is gone", async () => {
    const { id, outs } = await create();
    const wrong = run(settings({ "appgate:password": "old" })).provider.read(id, outs);
    assert.match((await rejection(wrong, CredentialsError)).message, /add --run-program\. \[.*\]$/);
    await serving(
      ({ path }, response) => {
        response.writeHead(path.endsWith("/risk-model") ? 404 : 200);
        response.end(JSON.stringify({ token: "t", peerVersion: 25, lowestPeerVersionSupported: 23 }));
      },
      async ({ origin }) => {
        const gone = operation().provider.read(`${origin}/admin`, { ...outs, address: `${origin}/admin` });
        await rejection(gone, NotFoundError);
      },
    );
  });

  it("says of a state that was edited by hand what is odd in it, and sends nothing", async () => {
    const { id, inputs, outs } = await create();
    const { provider } = operation();
    for (const [property, value] of [
      ["address", 7],
      ["model", "none"],
      ["model", null],
      ["acknowledged", {}],
    ] as const) {
      const edited = { ...outs, [property]: value };
      const says = new RegExp(
        `^The state of this resource is not as it was recorded: ${property} \\(.*pulumi stack import`,
      );
      for (const work of [
        () => provider.read(id, edited),
        () => provider.diff(id, edited, inputs),
        () => provider.check({ ...inputs, [property]: value }, {}),
      ]) {
        assert.match((await rejection(work(), InvalidValueError)).message, says);
      }
    }
    assert.deepEqual(asked(emulator), []);
  });

  it("says once that nobody checks the certificate", async () => {
    const { provider, lines } = operation({ "appgate:insecure": "true" });
    await Promise.all([provider.check({}, {}), provider.check({}, {})]);
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? "", /insecure is set: the certificate of \S+ is not checked/);
  });

  it("deletes nothing", async () => {
    await operation().provider.delete();
    assert.deepEqual(asked(emulator), []);
  });
});

describe("The fingerprint of a model", () => {
  const model = fc.dictionary(fc.string(), fc.jsonValue());

  it("is the same for the same model, in whatever order its properties come", () => {
    fc.assert(
      fc.property(model, (model) => {
        const reversed = Object.fromEntries(Object.entries(model).reverse());
        assert.equal(fingerprint(reversed), fingerprint(model));
      }),
    );
  });

  it("is another for another model", () => {
    fc.assert(
      fc.property(model, fc.string(), fc.string(), (model, key, value) => {
        fc.pre(model[key] !== value && key !== "__proto__");
        assert.notEqual(fingerprint({ ...model, [key]: value }), fingerprint(model));
      }),
    );
  });
});
