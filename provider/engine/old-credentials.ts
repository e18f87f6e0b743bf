import { CredentialsError } from "../errors.js";

/** Refresh and destroy get the configuration of the last `up` from the engine: new credentials do not reach them by themselves. */
export function explainOldCredentials(error: unknown): unknown {
  return error instanceof CredentialsError
    ? new CredentialsError(
        `${error.message} Refresh and destroy use the configuration of the last "pulumi up": after a change of credentials add --run-program.`,
        { cause: error },
      )
    : error;
}
