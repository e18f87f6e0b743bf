import {
  CredentialsError,
  InvalidValueError,
  NotFoundError,
  PermissionError,
  ProtocolError,
  RateLimitError,
  type RiskPostureError,
  UnavailableError,
} from "../errors.js";
import { sentence } from "../grammar.js";
import type { RefusedRequest } from "../http/request.js";
import { isTransientStatus } from "../http/transient-faults.js";
import * as z from "../zod.js";
import type { ControllerFeature } from "./controller-features.js";
import { loginRefused, SECOND_FACTOR, tokenRefused } from "./login-refusals.js";

/** An error as the Controller describes it. Nothing in it is required. */
export const Refusal = z.object({
  id: z.string().nullish(),
  message: z.string().nullish(),
  errors: z.array(z.object({ field: z.string().nullish(), message: z.string().nullish() })).nullish(),
  minSupportedVersion: z.number().nullish(),
  maxSupportedVersion: z.number().nullish(),
});

export type Refusal = z.output<typeof Refusal>;

/** Sentences that are known to repeat no input. They are shown even if a password has a word in common with them. */
const DOCUMENTED = ["Invalid username or password.", "Token error. Login again.", "Invalid 'Accept' header."];

/** All texts of a refusal. `show` makes each of them safe to print. */
export function said({ message, errors }: Refusal, show: (text: string) => string): string {
  const fields = (errors ?? []).map(({ field, message: reason }) =>
    show(`${field ?? "?"} ${reason ?? "is wrong"}`),
  );
  const first = DOCUMENTED.find((sentence) => sentence === message) ?? show(message ?? "");
  return [first, ...fields].filter((text) => text !== "").join("; ") || "no reason given";
}

/** A refusal of the Controller. */
export interface Failed {
  /** The Controller's own words, without secrets. */
  readonly said: string;
  readonly request: RefusedRequest;
  readonly feature: ControllerFeature;
  /** The user's privileges, if they are known: "View Condition". */
  readonly privileges?: readonly string[];
}

/** Turns a refusal of the Controller into the error to throw. */
export function errorOf({ said, request, feature, privileges }: Failed): RiskPostureError {
  const { status } = request;
  const context = { request };
  const answer = sentence(said);
  switch (status) {
    case 401:
      return new CredentialsError(
        request.path.endsWith("/login") ? loginRefused(answer) : tokenRefused(answer),
        context,
      );
    case 403:
      return new PermissionError(
        `The Appgate user lacks a permission: ${answer} ${privilegesSentence(privileges)}Give an administrative role of the user "View" on "${feature.target}".`,
        context,
      );
    case 404:
      return notFound(answer, request);
    case 406:
      return new ProtocolError(
        `The Appgate Controller does not speak this API version: ${answer} Set clientVersion to one that it speaks, or leave it out.`,
        context,
      );
    case 412:
      return new CredentialsError(`${SECOND_FACTOR}: ${answer}`, context);
    case 422:
    case 400:
      return new InvalidValueError(`The Appgate Controller refused the request: ${answer}`, context);
    case 429:
      return new RateLimitError(`The Appgate Controller's rate limit is reached: ${answer}`, context);
  }
  return isTransientStatus(status)
    ? new UnavailableError(`The Appgate Controller is unavailable: ${answer} Try again.`, context)
    : new ProtocolError(`The Appgate Controller gave an unexpected answer: ${answer}`, context);
}

/** An admin interface has all paths but the risk model's in every version. If another one is missing, this is no admin interface. */
function notFound(answer: string, request: RefusedRequest): RiskPostureError {
  return request.path.endsWith("/risk-model")
    ? new NotFoundError(
        `This Appgate Controller has no risk model: ${answer} It exists from 6.0 on and is gone in API version 25: use Conditions there.`,
        { request },
      )
    : new ProtocolError(
        `What answers for the Appgate Controller does not know this path: ${answer} Is the address its admin interface?`,
        { request },
      );
}

/** Nobody would read a longer list. */
const MOST_PRIVILEGES = 5;

function privilegesSentence(privileges: readonly string[] | undefined): string {
  if (privileges === undefined) {
    return "";
  }
  const shown = privileges.slice(0, MOST_PRIVILEGES).join(", ") || "nothing";
  const more = privileges.length - MOST_PRIVILEGES;
  return `It may ${shown}${more > 0 ? ` and ${more} more` : ""}. `;
}
