import { type Fault, fault, type RequestFilter } from "../../emulator/index.js";
import { CommandError } from "../exit.js";

/** A fault from the command line, and the requests that it hits. */
export interface AskedFault {
  readonly fault: Fault;
  readonly which: RequestFilter;
}

type Values = ReadonlyMap<string, string>;

/** A kind of fault: the keys that it takes in addition to `WHICH`, and how it is made from their values. */
interface Kind {
  readonly takes: readonly string[];
  readonly make: (values: Values) => Fault;
}

const WHICH = ["api", "method", "path", "times"];

const KINDS: Readonly<Record<string, Kind>> = {
  reset: { takes: ["applied"], make: (values) => fault.reset(applied(values)) },
  "drop-request": { takes: [], make: () => fault.dropRequest() },
  "drop-answer": { takes: [], make: () => fault.dropAnswer() },
  hang: { takes: ["applied"], make: (values) => fault.hang(applied(values)) },
  truncate: { takes: [], make: () => fault.truncate() },
  drip: { takes: ["every"], make: (values) => fault.drip({ every: whole(values, "every") ?? 100 }) },
  html: {
    takes: ["status", "applied"],
    make: (values) => fault.html(answerStatus(values) ?? 502, applied(values)),
  },
  garbage: { takes: ["applied"], make: (values) => fault.garbage(applied(values)) },
  "success-false": { takes: ["applied"], make: (values) => fault.successFalse(applied(values)) },
  "without-result": { takes: ["applied"], make: (values) => fault.withoutResult(applied(values)) },
};

const TOO_MANY_REQUESTS: Kind = {
  takes: ["retry-after"],
  make: (values) => {
    const retryAfter = whole(values, "retry-after");
    return fault.tooManyRequests(retryAfter === undefined ? {} : { retryAfter });
  },
};

function status(number: number): Kind {
  return { takes: ["applied"], make: (values) => fault.status(number, applied(values)) };
}

/** Reads the option --fault: `503`, `429,retry-after=7,times=2`, `drop-answer,method=PUT`. */
export function parseFault(text: string): AskedFault {
  const [name = "", ...rest] = text.split(",");
  const kind = kindOf(name);
  const values = new Map(rest.map(splitPair));
  const takes = [...WHICH, ...kind.takes];
  for (const key of values.keys()) {
    if (!takes.includes(key)) {
      throw new CommandError(`--fault: ${name} does not take ${key}. It takes: ${takes.join(", ")}.`);
    }
  }
  return { fault: kind.make(values), which: which(values) };
}

function kindOf(name: string): Kind {
  if (name === "429") {
    return TOO_MANY_REQUESTS;
  }
  if (/^[45]\d\d$/.test(name)) {
    return status(Number(name));
  }
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (kind !== undefined) {
    return kind;
  }
  throw new CommandError(
    `--fault: "${name}" is no fault. There are: 400 to 599, ${Object.keys(KINDS).join(", ")}.`,
  );
}

function splitPair(pair: string): [key: string, value: string] {
  const [key = "", ...value] = pair.split("=");
  return [key, value.join("=")];
}

function which(values: Values): RequestFilter {
  const api = values.get("api");
  const path = values.get("path");
  const times = whole(values, "times");
  if (api !== undefined && api !== "cloudflare" && api !== "appgate") {
    throw new CommandError(`--fault: api=${api}: It must be cloudflare or appgate.`);
  }
  return {
    ...(api === undefined ? {} : { api }),
    ...(values.has("method") ? { method: values.get("method")?.toUpperCase() ?? "" } : {}),
    ...(path === undefined ? {} : { when: (request) => request.path.includes(path) }),
    ...(times === undefined ? {} : { times }),
  };
}

function applied(values: Values): { applied: boolean } {
  const value = values.get("applied") ?? "false";
  if (value !== "true" && value !== "false") {
    throw new CommandError(`--fault: applied=${value}: It must be true or false.`);
  }
  return { applied: value === "true" };
}

function answerStatus(values: Values): number | undefined {
  const value = whole(values, "status");
  if (value !== undefined && (value < 200 || value > 599)) {
    throw new CommandError(`--fault: status=${value}: It must be an HTTP status, 200 to 599.`);
  }
  return value;
}

function whole(values: Values, key: string): number | undefined {
  const value = values.get(key);
  if (value === undefined) {
    return undefined;
  }
  if (!/^\d+$/.test(value)) {
    throw new CommandError(`--fault: ${key}=${value}: It must be a whole number.`);
  }
  return Number(value);
}
