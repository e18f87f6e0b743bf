import { CredentialsError } from "../errors.js";

/** Refresh and destroy get the configuration of the last `up` from the engine: new credentials do not reach them by themselves. */
export function explainOldCredentials<E>(error: E): E | CredentialsError {
  return error instanceof CredentialsError
    ? new CredentialsError(
        `${error.reason} Refresh and destroy use the configuration of the last "pulumi up": after a change of credentials add --run-program.`,
        { cause: error, ...(error.request === undefined ? {} : { request: error.request }) },
      )
    : error;
}
