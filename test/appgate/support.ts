import { type ControllerSeed, type Emulator, startEmulator } from "../../emulator/index.js";
import { AppgateClient } from "../../provider/appgate/client.js";
import {
  type AppgateArgs,
  type AppgateConnection,
  resolveAppgateConnection,
} from "../../provider/appgate/connection.js";

export const PASSWORD = "hunter2+s3cret";
export const DEVICE = "4c07bc67-57ea-42dd-b702-c2d6c45419fc";

const admin: AppgateArgs = { username: "admin", password: PASSWORD, deviceId: DEVICE };

/** A connection out of arguments alone: neither the stack's configuration nor the environment is looked at. */
export function connection(address: string, args: AppgateArgs = admin): AppgateConnection {
  return resolveAppgateConnection({ deviceId: DEVICE, ...args, address }, () => undefined, {});
}

export function client(origin: string, args?: AppgateArgs): AppgateClient {
  return new AppgateClient(connection(`${origin}/admin`, args));
}

/** Runs a test with a controller that knows the user `admin`. */
export async function controlled<T>(
  seed: ControllerSeed,
  test: (emulator: Emulator) => Promise<T>,
): Promise<T> {
  const emulator = await startEmulator({ controller: { users: { admin: { password: PASSWORD } }, ...seed } });
  try {
    return await test(emulator);
  } finally {
    await emulator.close();
  }
}

/** What was asked for: "GET /version". */
export function asked({ requests }: Emulator): string[] {
  return requests.map(({ method, path }) => `${method} ${path}`);
}

export function adminArgs(args: AppgateArgs = {}): AppgateArgs {
  return { ...admin, ...args };
}
