import {
  type AppgateArgs,
  type AppgateConnection,
  resolveAppgateConnection,
} from "../../provider/appgate/connection.js";
import { isSet } from "../cloudflare-from-environment.js";
import { CommandError } from "../exit.js";

/** The settings that options can give. Passwords and tokens are not among them, since anybody can read a process's arguments. */
export type ConnectionOptions = Omit<AppgateArgs, "password" | "bearerToken" | "pem">;

/** The connection from the options and the environment. The messages do not recommend stack configuration, since it is not read here. */
export function connectionFrom(options: ConnectionOptions): AppgateConnection {
  requireAddress(options);
  requireCredentials(options);
  return resolveAppgateConnection(options, () => undefined, process.env);
}

function requireAddress({ address }: ConnectionOptions): void {
  if (!address && !isSet("APPGATE_ADDRESS")) {
    throw new CommandError("No Appgate Controller: give --address, or set APPGATE_ADDRESS.");
  }
}

function requireCredentials({ username }: ConnectionOptions): void {
  if (username && !isSet("APPGATE_PASSWORD")) {
    // A token in the environment may belong to another user.
    throw new CommandError("No Appgate credentials: --username needs a password: set APPGATE_PASSWORD.");
  }
  const canLogIn = isSet("APPGATE_USERNAME") && isSet("APPGATE_PASSWORD");
  if (!username && !canLogIn && !isSet("APPGATE_BEARER_TOKEN")) {
    throw new CommandError(
      "No Appgate credentials: give --username or set APPGATE_USERNAME, and set APPGATE_PASSWORD; or set APPGATE_BEARER_TOKEN.",
    );
  }
}
