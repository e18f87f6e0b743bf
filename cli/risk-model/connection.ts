import {
  type AppgateArgs,
  type AppgateConnection,
  resolveAppgate,
} from "../../provider/appgate/connection.js";
import { isSet } from "../environment.js";
import { CommandError } from "../exit.js";

/** What options may say: neither password nor token, since anybody can read the arguments of a process. */
export type ConnectionOptions = Omit<AppgateArgs, "password" | "bearerToken" | "pem">;

/** The connection by the options and the environment. A stack's configuration is out of sight, so it is not recommended. */
export function connectionFrom(options: ConnectionOptions): AppgateConnection {
  requireAddress(options);
  requireCredentials(options);
  return resolveAppgate(options, () => undefined, process.env);
}

function requireAddress({ address }: ConnectionOptions): void {
  if (!address && !isSet("APPGATE_ADDRESS")) {
    throw new CommandError("No Appgate Controller: give --address, or set APPGATE_ADDRESS.");
  }
}

function requireCredentials({ username }: ConnectionOptions): void {
  if (username && !isSet("APPGATE_PASSWORD")) {
    // A token in the environment is not this user's.
    throw new CommandError("No Appgate credentials: --username needs a password: set APPGATE_PASSWORD.");
  }
  const canLogIn = isSet("APPGATE_USERNAME") && isSet("APPGATE_PASSWORD");
  if (!username && !canLogIn && !isSet("APPGATE_BEARER_TOKEN")) {
    throw new CommandError(
      "No Appgate credentials: give --username or set APPGATE_USERNAME, and set APPGATE_PASSWORD; or set APPGATE_BEARER_TOKEN.",
    );
  }
}
