import { CredentialsError, RiskPostureError } from "../errors.js";
import { quote } from "../http/redaction.js";
import { requestTimes } from "../http/timeouts-and-retry-limits.js";
import * as z from "../zod.js";
import type { AppgateClient } from "./client.js";
import { type PasswordCredentials, secretsOf } from "./connection.js";
import { faultOf, Providers, SECOND_FACTOR } from "./login-refusals.js";

export interface LoginResult {
  readonly token: string;
  /** The user's privileges: "View RiskModel". Absent if the Controller does not tell them. */
  readonly privileges?: readonly string[];
}

const Privilege = z.object({ type: z.string().nullish(), target: z.string().nullish() });
const Login = z.object({
  token: z.string().nullish(),
  // Only the token matters. If anything odd beside it made the login fail, nobody would close the session that is open now.
  user: z
    .object({
      needTwoFactorAuth: z.boolean().nullish().catch(undefined),
      privileges: z.array(Privilege).nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
});

/** Logs in with a password, which is sent once whatever the answer is: a second try could lock the user out. */
export async function login(
  client: AppgateClient,
  version: number,
  credentials: PasswordCredentials,
): Promise<LoginResult> {
  const { token, user } = await ask(client, version, credentials);
  if (user?.needTwoFactorAuth || !token) {
    if (token) {
      // The second factor cannot be given, so the half-open session is closed.
      await logout(client, version, token);
    }
    throw new CredentialsError(`${SECOND_FACTOR}.`, { request: { method: "POST", path: "/login" } });
  }
  const secrets = [token, ...secretsOf(client.connection)];
  const privileges = user?.privileges?.map(({ type, target }) =>
    quote(`${type ?? "?"} ${target ?? "?"}`, secrets),
  );
  return { token, ...(privileges && { privileges }) };
}

/** Closes the session of a token. A failed logout does not matter: the token expires by itself. */
export async function logout(client: AppgateClient, version: number, token: string): Promise<void> {
  await client
    .tryToSend({
      method: "POST",
      path: "/authentication/logout",
      version,
      token,
      timeout: requestTimes.logout,
      immediate: true,
    })
    .catch(() => undefined);
}

async function ask(client: AppgateClient, version: number, credentials: PasswordCredentials) {
  const { provider, username, password } = credentials;
  const body = { providerName: provider, username, password, deviceId: client.connection.deviceId };
  try {
    return await client.send(
      { method: "POST", path: "/login", version, body, timeout: requestTimes.login },
      Login,
    );
  } catch (error) {
    throw error instanceof RiskPostureError ? await explain(error, client, version, provider) : error;
  }
}

/** It is not documented how a Controller refuses an unknown identity provider, so any of these statuses is looked into. */
const REFUSED = [400, 401, 404, 422];

/** A login may be refused because of the identity provider, but the Controller does not say so. It lists its providers without a login. */
async function explain(
  error: RiskPostureError,
  client: AppgateClient,
  version: number,
  provider: string,
): Promise<Error> {
  const { request } = error;
  if (request?.status === undefined || !REFUSED.includes(request.status)) {
    return error;
  }
  const listed = await client
    .send(
      {
        method: "GET",
        path: "/identity-providers/names",
        version,
        deadline: requestTimes.explanation,
      },
      Providers,
    )
    .catch(() => undefined);
  const fault = listed && faultOf(provider, listed, secretsOf(client.connection));
  return fault === undefined ? error : new CredentialsError(fault, { request, cause: error });
}
