import { redact } from "../provider/http/redaction.js";
import { CommandError } from "./exit.js";
import { decoded } from "./percent-decoded.js";

/** Where stacks are kept. */
export interface Backend {
  /** Only for the Pulumi CLI: it may hold a password. */
  readonly url: string;
  /** The URL without secrets, for output and to recognise the backend. */
  readonly shown: string;
  /** Removes the URL's secrets from a text of the Pulumi CLI. */
  readonly redact: (text: string) => string;
}

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
/**
 * The user and the password of "postgres://user:password@host/database". The password may contain an unescaped "/" or "?". A port and a
 * path without an "@" are not a password.
 */
const USER = /^(?:[^/?#]*|[^:@/?#]*:(?!\d*(?:\/[^@?#]*)?(?:[?#]|$))(?:[^?]*|.*))(?=@)/s;
/** Query parameters that are no secrets. Stores define more, and some of those are secret, so all others count as secret. */
const HARMLESS: ReadonlySet<string> = new Set([
  "awssdk",
  "dbname",
  "disable_https",
  "disablessl",
  "domain",
  "endpoint",
  "host",
  "hostname_immutable",
  "no_tmp_dir",
  "port",
  "prefix",
  "profile",
  "protocol",
  "region",
  "s3forcepathstyle",
  "sslmode",
  "storage_account",
  "table",
  "use_path_style",
  "user",
]);
const REDACTED = "[redacted]";

/** @param url In the form of PULUMI_BACKEND_URL: "file://…", "s3://…", "https://api.pulumi.com". */
export function backendFrom(url: string): Backend {
  const [scheme = ""] = SCHEME.exec(url) ?? [];
  const rest = url.slice(scheme.length);
  if (scheme === "" || rest === "") {
    throw new CommandError(
      "--backend has to be the URL of a backend, such as s3://BUCKET, file://~ or https://api.pulumi.com.",
    );
  }
  const [user = ""] = USER.exec(rest) ?? [];
  const secrets = user === "" ? [] : secretsIn(user, scheme);
  const shown = rest.slice(user.length).replace(/(?<=[?&#])[^?&#]+/g, (parameter) => {
    const [, name = "", value = ""] = /^(?:([^=]*)=)?(.*)$/s.exec(parameter) ?? [];
    if (HARMLESS.has(name.toLowerCase()) && !/@|%40/.test(value)) {
      return parameter;
    }
    secrets.push(value);
    return parameter.slice(0, parameter.length - value.length) + REDACTED;
  });
  const spellings = secrets.flatMap(spellingsOf);
  return {
    url,
    shown: `${scheme}${user === "" ? "" : REDACTED}${shown}`,
    redact: (text) => redact(text, spellings),
  };
}

/**
 * Removes the secrets of all URLs from a text of the Pulumi CLI: it repeats the URL of the backend that it cannot open.
 *
 * @param known The URL in the environment, whose password may hold any character. Others, of `pulumi login`, end at a quote or a space.
 */
export function redactUrls(text: string, known = ""): string {
  const rest = /^[a-z][a-z0-9+.-]*:\/\/./i.test(known) ? backendFrom(known).redact(text) : text;
  return rest.replace(/[a-z][a-z0-9+.-]*:\/\/[^\s"'`]+/gi, (url) => backendFrom(url).shown);
}

/** A user without a password is a token in an HTTP URL. In any other URL it is a name, which may be a part of any word. */
function secretsIn(user: string, scheme: string): string[] {
  const [, password = ""] = /:(.*)$/s.exec(user) ?? [];
  if (password !== "") {
    return [user, password];
  }
  return /^https?:/i.test(scheme) ? [user] : [];
}

/** The spellings of a part of a URL: as written, decoded, and as forms encode it. */
function spellingsOf(part: string): string[] {
  const meant = [decoded(part), decoded(part.replaceAll("+", " "))];
  return [part, ...meant, ...meant.map((text) => new URLSearchParams([["", text]]).toString().slice(1))];
}
