import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import tls from "node:tls";
import { z } from "zod";
import { selfSigned } from "../../support/self-signed.js";
import { run } from "../command.js";
import { ACCOUNT, Place, ZONE } from "../support.js";

const PREFIX = "pulumi-nodejs:dynamic/riskPosture:";
const WARNING = /insecure is set: the certificate of \S+ is not checked/g;

const Report = z.object({
  riskModels: z.array(z.unknown()),
  notes: z.array(z.string()),
  resources: z.array(z.object({ settings: z.array(z.unknown()).default([]) })),
});

describe("status of Controllers", () => {
  const place = new Place();
  before(() => place.start());
  after(() => place.stop());

  const cell = { action: "Allow", defaulted: false };
  const row = { low: cell, medium: cell, high: cell };
  const snapshot = () => ({
    kind: "RiskModelSnapshot",
    inputs: { address: place.emulator.appgateUrl, model: { matrix: { low: row, medium: row, high: row } } },
  });
  const account = () => ({
    kind: "RiskBehaviors",
    inputs: { accountId: ACCOUNT, behaviors: { crowd_strike: { enabled: true, riskLevel: "low" } } },
  });
  const zone = () => ({ kind: "FraudSettings", inputs: { zoneId: ZONE, userProfiles: "disabled" } });

  const exported = (...declared: readonly { readonly kind: string; readonly inputs: object }[]) => {
    const resources = declared.map(({ kind, inputs }, index) => {
      const type = PREFIX + kind;
      return { urn: `urn:pulumi:dev::p::${type}::${index}`, type, inputs, outputs: inputs };
    });
    return place.file("export.json", JSON.stringify({ version: 3, deployment: { resources } }));
  };

  for (const [title, declared] of [
    ["that the environment leads to", zone],
    ["of a snapshot", snapshot],
  ] as const) {
    it(`warns once of one ${title} that its certificate is not checked`, async () => {
      const file = exported(declared());
      const { stdout, stderr } = await run(["status", "--file", file, "--json"], {
        env: { ...place.env, APPGATE_INSECURE: "true" },
      });
      assert.equal(Report.parse(JSON.parse(stdout)).riskModels.length, 1);
      assert.equal(stderr.match(WARNING)?.length, 1, stderr);
      assert.doesNotMatch(stderr, /emulator-password/);
    });
  }

  for (const [title, declared, sentences] of [
    ["of a setting", zone, [true, false, false]],
    ["of a risk model", snapshot, [false, true, false]],
    ["of a behavior that the account does not have any more", account, [false, false, true]],
  ] as const) {
    it(`says what pulumi up does about the drift ${title}: it repairs a setting that is there, but records a risk model as it is`, async () => {
      place.emulator.zone(ZONE).user_profiles = "enabled";
      const { stdout } = await run(["status", "--file", exported(declared())], {
        env: { ...place.env, APPGATE_INSECURE: "true" },
      });
      place.emulator.zone(ZONE).user_profiles = "disabled";
      assert.match(stdout, /drifted\./);
      assert.deepEqual(
        [/ sets the live settings /, / records it as it is/, /: remove it from the program/].map((sentence) =>
          sentence.test(stdout),
        ),
        sentences,
        stdout,
      );
    });
  }

  for (const [title, env, reason] of [
    ["without credentials", { APPGATE_PASSWORD: "" }, "No Appgate credentials: set "],
    [
      "whose certificate cannot be read",
      { APPGATE_PEM_FILEPATH: "/nowhere.pem" },
      "pemFilepath: /nowhere.pem is not a readable certificate",
    ],
    ["with an odd version", { APPGATE_CLIENT_VERSION: "new" }, "clientVersion must be a whole number."],
  ] as const) {
    it(`says in a sentence, once, why nobody was asked ${title}`, async () => {
      const file = exported(zone(), zone());
      const { code, stdout, stderr } = await run(["status", "--file", file, "--json"], {
        env: { ...place.env, ...env },
      });
      assert.equal(code, 0, stderr);
      const { notes } = Report.parse(JSON.parse(stdout));
      assert.deepEqual(
        notes.map((note) => note.startsWith(`The configured Controller could not be asked: ${reason}`)),
        [true],
        stdout,
      );
    });
  }

  it("says so of a Controller whose address is encrypted, and nothing where no Controller is configured", async () => {
    const provider = "urn:pulumi:dev::p::pulumi:providers:pulumi-nodejs::default";
    const type = `${PREFIX}FraudSettings`;
    const encrypted = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      ciphertext: "v1:",
    };
    const { APPGATE_ADDRESS: _, ...env } = place.env;
    for (const [inputs, expected] of [
      [
        { "appgate:address": encrypted },
        [/^The configured Controller .*: appgate:address is encrypted in this export/],
      ],
      [{}, []],
    ] as const) {
      const resources = [
        { urn: provider, type: "pulumi:providers:pulumi-nodejs", inputs },
        { urn: `urn:pulumi:dev::p::${type}::a`, type, provider: `${provider}::1`, inputs: zone().inputs },
      ];
      const file = place.file("export.json", JSON.stringify({ version: 3, deployment: { resources } }));
      const { stdout } = await run(["status", "--file", file, "--json"], { env });
      const { notes } = Report.parse(JSON.parse(stdout));
      assert.equal(notes.length, expected.length, stdout);
      for (const [index, words] of expected.entries()) {
        assert.match(notes[index] ?? "", words);
      }
    }
  });

  /** Nobody may listen at port 443: a proxy leads from there to the emulator. */
  async function withControllerAtPort443(
    work: (address: string, env: Readonly<Record<string, string>>) => Promise<void>,
  ): Promise<void> {
    const secure = tls.createServer(await selfSigned({ host: "controller.example" }), (socket) => {
      const emulator = net.connect(Number(new URL(place.emulator.appgateUrl).port), "127.0.0.1");
      emulator.on("error", () => socket.destroy());
      socket.on("error", () => emulator.destroy());
      emulator.pipe(socket).pipe(emulator);
    });
    const proxy = http.createServer().on("connect", (_, socket) => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      secure.emit("connection", socket);
    });
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    const url = `http://127.0.0.1:${Object(proxy.address()).port}`;
    const address = "https://controller.example:443/admin";
    const leading = {
      APPGATE_ADDRESS: address,
      HTTPS_PROXY: url,
      https_proxy: url,
      APPGATE_INSECURE: "true",
    };
    try {
      await work(address, { ...place.env, ...leading });
    } finally {
      proxy.close();
      proxy.closeAllConnections();
    }
  }

  it("asks nobody for a risk model that the stack keeps secret, also where the port is the protocol's own", async () => {
    await withControllerAtPort443(async (address, env) => {
      const secret = {
        "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
        plaintext: JSON.stringify(snapshot().inputs.model),
      };
      const declared = { kind: "RiskModelSnapshot", inputs: { address, model: secret } };
      const { stdout, stderr } = await run(["status", "--file", exported(declared), "--json"], { env });
      const { riskModels, resources } = Report.parse(JSON.parse(stdout));
      assert.deepEqual(riskModels, [], stderr);
      assert.equal(resources[0]?.settings.length, 10, stdout);
    });
  });

  it("is told an address that leads to the same Controller again, also where the port is the protocol's own", async () => {
    await withControllerAtPort443(async (address, env) => {
      const { stdout, stderr } = await run(["risk-model", "--json"], { env });
      assert.equal(JSON.parse(stdout).address, address, stderr);
    });
  });

  it("logs in once for all snapshots where that is refused: another login could lock its user out", async () => {
    const env = { ...place.env, APPGATE_INSECURE: "true", APPGATE_PASSWORD: "another" };
    const before = place.emulator.requests.length;
    await run(["status", "--file", exported(snapshot(), snapshot())], { env });
    const sent = place.emulator.requests.slice(before).map(({ path }) => path);
    assert.equal(sent.filter((path) => /\/(authentication|login)$/.test(path)).length, 1, sent.join("\n"));
  });
});
