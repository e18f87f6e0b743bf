import { execFile } from "node:child_process";
import fs from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { onSearchPath } from "../../../scripts/pulumi-cli/executables.js";
import type { Backend, StateStore } from "./backend.js";
import { Server } from "./server.js";

const run = promisify(execFile);

/** The directory in which Debian puts PostgreSQL's server programs, which are not on PATH. */
const DEBIAN = "/usr/lib/postgresql";
const USER = "pulumi";
const PASSWORD = "canary-password-8d20e4";
/** The name that the CLI chooses. */
const TABLE = "pulumi_state";

/** A PostgreSQL server with its own database cluster. */
export const postgres: Backend = {
  scheme: "postgres",
  obstacle: async () =>
    programs() === undefined ? "there is no PostgreSQL server (in Debian: postgresql)" : undefined,
  start,
};

/** The directory of initdb, postgres and psql. */
function programs(): string | undefined {
  const versions = fs.existsSync(DEBIAN) ? fs.readdirSync(DEBIAN).sort().reverse() : [];
  const directories = versions.map((version) => path.join(DEBIAN, version, "bin"));
  const [initdb] = onSearchPath("initdb", [process.env["PATH"], ...directories].join(path.delimiter));
  // The program on PATH may be a link to the directory with all of them.
  return initdb && path.dirname(fs.realpathSync(initdb));
}

async function start(): Promise<StateStore> {
  const bin = programs();
  if (bin === undefined) {
    throw new Error("There is no PostgreSQL server.");
  }
  const directory = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "postgres-"));
  const options = { ...whoRunsIt(directory), cwd: directory };
  const passwordFile = path.join(directory, "password");
  fs.writeFileSync(passwordFile, PASSWORD, { mode: 0o644 });
  const data = path.join(directory, "data");
  const initdb = [
    "--no-sync",
    "--auth=scram-sha-256",
    `--username=${USER}`,
    `--pwfile=${passwordFile}`,
    data,
  ];
  await run(path.join(bin, "initdb"), initdb, options);
  const port = await freePort();
  const settings = ["-D", data, "-p", String(port), "-k", "", "-c", "listen_addresses=127.0.0.1"];
  const server = await Server.start(
    path.join(bin, "postgres"),
    settings,
    /ready to accept connections/,
    options,
  );
  const url = `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres?sslmode=disable`;
  const ask = async (query: string) => {
    const args = ["--no-psqlrc", "--tuples-only", "--no-align", "--command", query, url];
    return (await run(path.join(bin, "psql"), args, { maxBuffer: Number.POSITIVE_INFINITY })).stdout;
  };
  return {
    url,
    env: {},
    password: PASSWORD,
    stored: () =>
      ask(`select convert_from(decode(data->>'data', 'base64'), 'UTF8') from ${TABLE} order by key`),
    writes: async () =>
      Number(await ask(`select n_tup_ins + n_tup_upd from pg_stat_user_tables where relname = '${TABLE}'`)),
    stop: async () => {
      await server.stop("SIGINT");
      fs.rmSync(directory, { recursive: true });
    },
  };
}

/** As root, the user `nobody` runs PostgreSQL, which refuses root. `nobody` owns the directory, since it cannot read files of root. */
function whoRunsIt(directory: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) {
    return {};
  }
  const nobody = { uid: 65_534, gid: 65_534 };
  fs.chownSync(directory, nobody.uid, nobody.gid);
  return nobody;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") {
    throw new Error("The server has no TCP address.");
  }
  return address.port;
}
