import { redact } from "../../provider/http/redaction.js";
import { CommandError } from "../outcome.js";

/** Where stacks are kept. */
export interface Backend {
  /** For the Pulumi CLI alone: it may hold a password. */
  readonly url: string;
  /** As it may be shown, and as it is recognised. */
  readonly shown: string;
  /** A text of the Pulumi CLI without what is secret in the URL. */
  readonly conceal: (text: string) => string;
}

/** The password in "postgres://user:password@host/database"; nobody escapes an "@" who does not have to. */
const PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/[^:@/?#]*:(.+)@/i;
const SECRET_NAME = /pass|secret|token|key|sig/i;

/** @param url As PULUMI_BACKEND_URL has it: "file://…", "s3://…", "https://api.pulumi.com". */
export function backendFrom(url: string): Backend {
  if (!/^[a-z][a-z0-9+.-]*:\/\/./i.test(url)) {
    throw new CommandError(
      "--backend has to be the URL of a backend, such as s3://BUCKET, file://~ or https://api.pulumi.com.",
    );
  }
  const [, password = ""] = PASSWORD.exec(url) ?? [];
  const parameters = new URLSearchParams(url.replace(/^[^?]*/, ""));
  const secrets = [
    password,
    decoded(password),
    ...[...parameters].flatMap(([name, value]) => (SECRET_NAME.test(name) ? [value] : [])),
  ];
  const conceal = (text: string) => redact(text, secrets);
  return { url, shown: conceal(url), conceal };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
