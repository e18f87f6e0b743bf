import { CredentialsError } from "../errors.js";
import type { Query } from "../http/urls.js";
import type * as z from "../zod.js";
import type { AppgateClient } from "./client.js";
import { type LoginResult, login, logout } from "./login.js";
import { closeIfInterrupted } from "./logout-if-interrupted.js";

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
    return work(new Session(client, version, Promise.resolve({ token: credentials.bearerToken })));
  }
  const logIn = () => login(client, version, credentials);
  const session = new Session(client, version, logIn(), logIn);
  const stopWatching = closeIfInterrupted(() => session.logout());
  try {
    await session.loggedIn;
    return await work(session);
  } finally {
    await session.logout();
    stopWatching();
  }
}

/** A token, and the requests that use it. */
export class Session {
  private loggedOut: Promise<void> | undefined;

  constructor(
    private readonly client: AppgateClient,
    private readonly version: number,
    private current: Promise<LoginResult>,
    /** Logs in once more. Absent for a token that was given. */
    private logIn?: () => Promise<LoginResult>,
  ) {}

  /** Settles when the login settles, and fails if the login fails. */
  get loggedIn(): Promise<unknown> {
    return this.current;
  }

  /** A token may be revoked at any time. One more login shows whether that was the reason. A third could lock the user out. */
  async get<T>(path: string, schema: z.ZodType<T>, query: Query = {}): Promise<T> {
    const { client, version } = this;
    const send = async () =>
      client.send({ method: "GET", path, version, query, ...(await this.current) }, schema);
    try {
      return await send();
    } catch (error) {
      const { logIn, current } = this;
      if (logIn === undefined || !(error instanceof CredentialsError) || error.request?.status !== 401) {
        throw error;
      }
      delete this.logIn;
      const again = logIn();
      // If this login fails, the first session still has to be closed.
      this.current = again.catch(() => current);
      await again;
      return send();
    }
  }

  /** Logs out once, and prevents further logins. */
  logout(): Promise<void> {
    delete this.logIn;
    this.loggedOut ??= this.closeSession();
    return this.loggedOut;
  }

  /** If the login has failed, there is nothing to close. */
  private async closeSession(): Promise<void> {
    const result = await this.current.catch(() => undefined);
    if (result !== undefined) {
      await logout(this.client, this.version, result.token);
    }
  }
}
