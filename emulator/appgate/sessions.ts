import { randomBytes } from "node:crypto";

/** The default lifetime of a token: 12 hours. */
export const TOKEN_LIFETIME_SECONDS = 12 * 60 * 60;

/** The session that a token identifies. */
export interface Session {
  readonly token: string;
  readonly userName: string;
  /** A partial session can only be closed: the second factor, or the second step of the two-step login, is missing. */
  readonly isPartial: boolean;
  readonly expires: Date;
}

/** The sessions of a Controller, by their tokens. */
export class Sessions {
  private readonly sessions = new Map<string, Session>();

  /** @param lifetimeSeconds The lifetime of a token. */
  constructor(private readonly lifetimeSeconds = TOKEN_LIFETIME_SECONDS) {}

  open(userName: string, { isPartial = false, token = newToken() } = {}): Session {
    const expires = new Date(Date.now() + this.lifetimeSeconds * 1000);
    const session = { token, userName, isPartial, expires };
    this.sessions.set(token, session);
    return session;
  }

  /** The session of a token, unless it is unknown, revoked or expired. */
  find(token: string): Session | undefined {
    const session = this.sessions.get(token);
    return session !== undefined && session.expires.getTime() > Date.now() ? session : undefined;
  }

  close(session: Session): void {
    this.sessions.delete(session.token);
  }

  closeAll(): void {
    this.sessions.clear();
  }

  get openCount(): number {
    return [...this.sessions.keys()].filter((token) => this.find(token) !== undefined).length;
  }
}

/** A token of a real Controller is standard base64: its Terraform provider refuses anything else. */
function newToken(): string {
  return randomBytes(48).toString("base64");
}
