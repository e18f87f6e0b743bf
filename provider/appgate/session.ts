import { z } from "zod";
import { CredentialsError } from "../errors.js";
import type { AppgateClient, AppgateRequest } from "./client.js";
import { TWO_FACTOR } from "./failures.js";

const Login = z.object({
  token: z.string().nullish(),
  user: z.object({ needTwoFactorAuth: z.boolean().nullish() }).nullish(),
});

/**
 * Runs work with a token: the one that was given, or one from a login that is logged out again afterwards. A token that was given is
 * never logged out, since others may be using it.
 */
export async function withSession<T>(
  client: AppgateClient,
  version: number,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { credentials } = client.connection;
  if ("bearerToken" in credentials) {
    return work(new Session(client, version, credentials.bearerToken));
  }
  const session = new Session(client, version, await login(client, version));
  try {
    return await work(session);
  } finally {
    await session.logout();
  }
}

/** A token, and what can be asked with it. */
export class Session {
  constructor(
    private readonly client: AppgateClient,
    private readonly version: number,
    private readonly token: string,
  ) {}

  get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return this.client.send(this.request("GET", path), schema);
  }

  /** What was read stays read, whether or not the Controller takes the token back: it expires by itself. */
  async logout(): Promise<void> {
    await this.client.attempt(this.request("POST", "/authentication/logout")).catch(() => undefined);
  }

  private request(method: "GET" | "POST", path: string): AppgateRequest {
    return { method, path, version: this.version, token: this.token };
  }
}

async function login(client: AppgateClient, version: number): Promise<string> {
  const { credentials, deviceId } = client.connection;
  if ("bearerToken" in credentials) {
    return credentials.bearerToken;
  }
  const { provider, username, password } = credentials;
  const body = { providerName: provider, username, password, deviceId };
  const { token, user } = await client.send({ method: "POST", path: "/login", version, body }, Login);
  if (user?.needTwoFactorAuth || !token) {
    if (token) {
      // Nobody is going to give the second factor: what was half opened is closed.
      await new Session(client, version, token).logout();
    }
    throw new CredentialsError(`${TWO_FACTOR}.`, { request: { method: "POST", path: "/login" } });
  }
  return token;
}
