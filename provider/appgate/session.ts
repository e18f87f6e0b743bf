import { CredentialsError } from "../errors.js";
import type { Query } from "../http/address.js";
import type * as z from "../zod.js";
import type { AppgateClient, AppgateRequest } from "./client.js";
import { type Admission, login } from "./login.js";

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
    return work(new Session(client, version, { token: credentials.bearerToken }));
  }
  const enter = () => login(client, version, credentials);
  const session = new Session(client, version, await enter(), enter);
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
    private admission: Admission,
    /** Logs in once more; there is none for a token that was given. */
    private enter?: () => Promise<Admission>,
  ) {}

  /** A token may be revoked at any time. One more login shows whether that is all; a third would only help to lock the user out. */
  async get<T>(path: string, schema: z.ZodType<T>, query: Query = {}): Promise<T> {
    const request = () => ({ ...this.request("GET", path), query });
    try {
      return await this.client.send(request(), schema);
    } catch (error) {
      const { enter } = this;
      if (enter === undefined || !(error instanceof CredentialsError) || error.request?.status !== 401) {
        throw error;
      }
      delete this.enter;
      this.admission = await enter();
      return this.client.send(request(), schema);
    }
  }

  /** What was read stays read, whether or not the Controller takes the token back: it expires by itself. */
  async logout(): Promise<void> {
    await this.client.attempt(this.request("POST", "/authentication/logout")).catch(() => undefined);
  }

  private request(method: "GET" | "POST", path: string): AppgateRequest {
    return { method, path, version: this.version, ...this.admission };
  }
}
