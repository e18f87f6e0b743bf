import { z } from "zod";
import {
  CredentialsError,
  type ErrorContext,
  InvalidValueError,
  NotFoundError,
  PermissionError,
  ProtocolError,
  RateLimitError,
  type RiskPostureError,
  UnavailableError,
} from "../errors.js";

/** An error as the Controller describes it. Nothing in it is required. */
export const Refusal = z.object({
  id: z.string().nullish(),
  message: z.string().nullish(),
  errors: z.array(z.object({ field: z.string().nullish(), message: z.string().nullish() })).nullish(),
  minSupportedVersion: z.number().nullish(),
  maxSupportedVersion: z.number().nullish(),
});

export type Refusal = z.output<typeof Refusal>;

/** All that the Controller said, in its own words. */
export function said({ message, errors }: Refusal): string {
  const fields = (errors ?? []).map(
    ({ field, message: reason }) => `${field ?? "?"} ${reason ?? "is wrong"}`,
  );
  return [message, ...fields].filter((text) => text).join("; ") || "no reason given";
}

/** Turns a refusal of the Controller into the error to throw. */
export function failure(status: number, answer: string, context: ErrorContext): RiskPostureError {
  switch (status) {
    case 401:
      return new CredentialsError(
        `The Appgate Controller does not accept the credentials: ${answer}. Check user, password and identity provider, or the token's age.`,
        context,
      );
    case 403:
      return new PermissionError(
        `The Appgate user lacks a permission: ${answer}. Give its administrative role "View" on "Risk Model".`,
        context,
      );
    case 404:
      return new NotFoundError(
        `This Appgate Controller has no risk model: ${answer}. It exists from 6.0 on and is gone in API version 25: use Conditions there.`,
        context,
      );
    case 406:
      return new ProtocolError(
        `The Appgate Controller does not speak this API version: ${answer}. Set clientVersion.`,
        context,
      );
    case 412:
      return new CredentialsError(`${TWO_FACTOR}: ${answer}.`, context);
    case 422:
    case 400:
      return new InvalidValueError(`The Appgate Controller refused the request: ${answer}.`, context);
    case 429:
      return new RateLimitError(`The Appgate Controller's rate limit is reached: ${answer}.`, context);
  }
  return status >= 500
    ? new UnavailableError(`The Appgate Controller is unavailable: ${answer}. Try again.`, context)
    : new ProtocolError(`The Appgate Controller gave an unexpected answer: ${answer}.`, context);
}

export const TWO_FACTOR =
  "The Appgate user needs a second factor, which this lookup cannot give: exempt the user from multi-factor authentication for admins";
