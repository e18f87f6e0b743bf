import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import path from "node:path";
import type { Emulator } from "../../emulator/index.js";
import { withSession } from "../../provider/appgate/session.js";
import { CancelledError } from "../../provider/engine/cancellation.js";
import { endOfRun } from "../../provider/engine/end-of-run.js";
import { startedByEngine } from "../../provider/engine/engine-address.js";
import { CredentialsError } from "../../provider/errors.js";
import { readRiskModel } from "../../provider/risk-model/api.js";
import * as z from "../../provider/zod.js";
import { rejection } from "../support/errors.js";
import { asked, client, controlled, PASSWORD } from "./support.js";

/** What is asked before and after that which is held. */
const CLOSED = ["GET /version", "POST /login", "POST /authentication/logout"];
const root = path.join(__dirname, "../..");

/** Holds what is asked for at a path, and calls back when it is asked for first. */
function hold(emulator: Emulator, at: string, asked: () => void): () => void {
  let release = () => {};
  let isFirst = true;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  emulator.faults.before = async ({ path }) => {
    if (path === at) {
      if (isFirst) {
        isFirst = false;
        asked();
      }
      await released;
    }
  };
  return release;
}

/** Interrupts a program that looks up the risk model while the Controller is at a path, and tells how it ends. */
async function interrupt(
  emulator: Emulator,
  at: string,
  { more = "", signals = ["SIGINT"] }: { more?: string; signals?: readonly NodeJS.Signals[] } = {},
): Promise<unknown[]> {
  const program = `
    const { readRiskModel } = require("./provider/risk-model/api.ts");
    const { resolveAppgateConnection } = require("./provider/appgate/connection.ts");
    ${more}
    const args = { address: "${emulator.appgateUrl}", username: "admin", password: "${PASSWORD}" };
    readRiskModel(resolveAppgateConnection(args, () => undefined, {})).catch(() => {});`;
  const child = spawn(process.execPath, ["--import=tsx", "-e", program], { cwd: root, stdio: "inherit" });
  const release = hold(emulator, at, () => {
    for (const signal of signals) {
      child.kill(signal);
    }
    if (at === "/login") {
      // The answer comes after the signal. What is read is never answered.
      setTimeout(release, 100);
    }
  });
  return once(child, "exit");
}

describe("A session with a Controller that is interrupted", () => {
  it("is closed before the program ends, which ends by the signal as ever", async () => {
    await controlled({}, async (emulator) => {
      assert.deepEqual(await interrupt(emulator, "/risk-model"), [null, "SIGINT"]);
      assert.deepEqual(asked(emulator), CLOSED);
      assert.equal(emulator.controller.openSessions, 0);
    });
  });

  it("is closed in the same way where the program's last argument looks like the address of an engine", async () => {
    await controlled({}, async (emulator) => {
      const more = 'process.argv.push("localhost:8443");';
      assert.deepEqual(await interrupt(emulator, "/risk-model", { more }), [null, "SIGINT"]);
      assert.deepEqual(asked(emulator), CLOSED);
      assert.equal(emulator.controller.openSessions, 0);
    });
  });

  it("is closed also where the signals of the engine come, one soon after the other", async () => {
    await controlled({}, async (emulator) => {
      const signals = ["SIGTERM", "SIGTERM", "SIGINT", "SIGTERM"] as const;
      const [code, signal] = await interrupt(emulator, "/risk-model", { signals });
      assert.equal(code, null);
      assert.match(String(signal), /^SIG(INT|TERM)$/);
      assert.deepEqual(asked(emulator), CLOSED);
      assert.equal(emulator.controller.openSessions, 0);
    });
  });

  it("is closed also where the login is not answered yet", async () => {
    await controlled({}, async (emulator) => {
      assert.deepEqual(await interrupt(emulator, "/login"), [null, "SIGINT"]);
      assert.ok(asked(emulator).includes("POST /authentication/logout"));
      assert.equal(emulator.controller.openSessions, 0);
    });
  });

  it("is closed beside what the program does by itself then, which is told once and decides how it ends", async () => {
    await controlled({}, async (emulator) => {
      const own =
        'let times = 5; process.on("SIGINT", () => { times += 1; setTimeout(() => process.exit(times), 700); });';
      assert.deepEqual(await interrupt(emulator, "/risk-model", { more: own }), [6, null]);
      assert.equal(emulator.controller.openSessions, 0);
    });
  });

  it("is closed, and the program ends, beside signal-exit, which ends nothing while others listen", async () => {
    // Pulumi's SDK listens by it while the CLI runs, as in a program of the Automation API.
    const more = 'require("execa")("sleep", ["20"]).catch(() => {});';
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      await controlled({}, async (emulator) => {
        assert.deepEqual(await interrupt(emulator, "/risk-model", { more, signals: [signal] }), [
          null,
          signal,
        ]);
        assert.deepEqual(asked(emulator), CLOSED);
        assert.equal(emulator.controller.openSessions, 0);
      });
    }
  });

  it("leaves a program nothing that listens when it is over", async () => {
    await controlled({}, async (emulator) => {
      const listeners = () => process.listenerCount("SIGINT") + process.listenerCount("SIGTERM");
      const before = listeners();
      const origin = new URL(emulator.appgateUrl).origin;
      const read = () =>
        withSession(client(origin), 23, async (session) => {
          assert.equal(listeners(), before + 2);
          return session.get("/risk-model", z.looseObject({}));
        });
      await Promise.all([read(), read()]);
      assert.equal(listeners(), before);
    });
  });

  it("is closed at the end of the run in a provider process, and nobody logs in again", async () => {
    startedByEngine();
    process.argv.push("127.0.0.1:1");
    try {
      await controlled({}, async (emulator) => {
        const asking = new EventEmitter();
        const arrived = once(asking, "asked");
        const release = hold(emulator, "/risk-model", () => asking.emit("asked"));
        const read = withSession(client(new URL(emulator.appgateUrl).origin), 23, (session) =>
          session.get("/risk-model", z.looseObject({})),
        );
        const refused = rejection(read, CredentialsError);
        await arrived;
        await endOfRun();
        assert.equal(emulator.controller.openSessions, 0);
        assert.deepEqual(asked(emulator), CLOSED.slice(1));
        release();
        await refused;
        assert.deepEqual(asked(emulator), [...CLOSED.slice(1), "GET /risk-model"]);
      });
    } finally {
      process.argv.pop();
    }
  });

  it("begins nothing more, where it is cancelled, but the logout", async () => {
    for (const [at, rest] of [
      ["/version", []],
      ["/login", ["POST /login", "POST /authentication/logout"]],
      ["/risk-model", ["POST /login", "GET /risk-model", "POST /authentication/logout"]],
    ] as const) {
      await controlled({}, async (emulator) => {
        const engine = new AbortController();
        const release = hold(emulator, at, () => {
          engine.abort(new CancelledError());
          release();
        });
        const { connection } = client(new URL(emulator.appgateUrl).origin);
        await readRiskModel(connection, undefined, engine.signal).catch((error: unknown) => {
          assert.ok(error instanceof CancelledError);
        });
        assert.deepEqual(asked(emulator), ["GET /version", ...rest]);
        assert.equal(emulator.controller.openSessions, 0);
      });
    }
  });
});
