import { quote } from "../http/redaction.js";
import * as z from "../zod.js";

/** Why a login that needs more than a password cannot work here. */
export const SECOND_FACTOR =
  "The Appgate user needs a second factor, which cannot be given here: exempt the user from multi-factor authentication for admins";

/** For a login that is refused. `answer`: what the Controller said. */
export function loginRefused(answer: string): string {
  return `${notAccepted(answer)}.`;
}

/** For a session's token that is refused. */
export function tokenRefused(answer: string): string {
  return `${notAccepted(answer)}, or whether the token has expired.`;
}

function notAccepted(answer: string): string {
  return `The Appgate Controller does not accept the credentials: ${answer} Check user, password and identity provider`;
}

/** The identity providers of a Controller. */
export const Providers = z.object({
  data: z.array(z.object({ name: z.string(), type: z.string().nullish() })),
});

/** What is wrong with the identity provider of a refused login, if anything is. */
export function faultOf(
  provider: string,
  { data: all }: z.output<typeof Providers>,
  secrets: readonly string[],
): string | undefined {
  const names = all.filter(takesPassword).map(({ name }) => name);
  if (all.length === 0 || names.includes(provider)) {
    return undefined;
  }
  const type = all.find(({ name }) => name === provider)?.type;
  const fault = type ? `takes no password (it is of type ${quote(type, secrets)})` : "does not exist";
  const choice = names.length === 0 ? "none that does" : quote(names.join(", "), secrets);
  return `The Appgate identity provider "${quote(provider, secrets)}" ${fault}. The Controller has: ${choice}. Set appgate:provider or APPGATE_PROVIDER.`;
}

function takesPassword({ type }: { type?: string | null | undefined }): boolean {
  return type === "Credentials" || type === null || type === undefined;
}
