import { oneLine } from "../foreign-text.js";

const REDACTED = "[redacted]";

/**
 * Replaces every secret in a text of our own or of Node's. Foreign text may hold a part of a secret, in any form: see {@link quote}. What is
 * secret is listed where it is read: `secretsOf` in cloudflare/credentials.ts and appgate/connection.ts, `secretsOfProxy` in
 * agents-and-proxies.ts.
 */
export function redact(text: string, secrets: readonly string[]): string {
  return redacting(secrets)(text);
}

/** {@link redact} for many texts. */
export function redacting(secrets: readonly string[]): (text: string) => string {
  const spellings = spellingsOf(secrets);
  return (text) => {
    // A pattern of all secrets of a large set would take gigabytes and minutes.
    const patterns = spellings
      .filter((spelling) => text.includes(spelling))
      .map((spelling) => spelling.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    // In one pass: a secret may be a part of the mark that stands for another.
    return patterns.length === 0 ? text : text.replace(new RegExp(patterns.join("|"), "g"), REDACTED);
  };
}

/** The spellings of secrets in such a text, the longest first: one may be the beginning of another, whose rest would be left. */
function spellingsOf(secrets: readonly string[]): string[] {
  const spellings = secrets
    .filter((secret) => secret !== "")
    .flatMap((secret) => [secret, urlEncoded(secret), JSON.stringify(secret).slice(1, -1)]);
  return [...new Set(spellings)].sort((one, other) => other.length - one.length);
}

/** A text with half a surrogate pair has no such spelling. That must not hide the error that is to be shown. */
function urlEncoded(secret: string): string {
  try {
    return encodeURIComponent(secret);
  } catch {
    return secret;
  }
}

/** A text that shares this many characters in a row with a secret is not quoted. Ordinary words share fewer by chance. */
const RUN = 6;
/** A text may be encoded more than once. */
const MOST_DECODINGS = 3;

/** Foreign text in a form that can be shown. Text that repeats a secret, or a part of one, in any form, is left out as a whole. */
export function quote(text: string, secrets: readonly string[]): string {
  const shown = oneLine(text);
  return repeats(shown, secrets) ? "(not shown: it repeats a part of a secret)" : shown;
}

/** A foreign id, if it has the form of one and is neither a part of a secret nor holds one. */
export function idOfForm(form: RegExp, text: string, secrets: readonly string[]): string | undefined {
  const isPart = secrets.some((secret) => normalized(secret).includes(normalized(text)));
  return form.test(text) && !isPart && !repeats(text, secrets) ? text : undefined;
}

function repeats(text: string, secrets: readonly string[]): boolean {
  const readings = decodedForms(text);
  return secrets.flatMap(formsOf).some((form) => readings.some((reading) => shareRun(reading, form)));
}

/** Whether they share a run of characters. A shorter secret counts as a whole. */
function shareRun(text: string, secret: string): boolean {
  const run = Math.min(RUN, secret.length);
  for (let start = 0; run > 0 && start + run <= text.length; start += 1) {
    if (secret.includes(text.slice(start, start + run))) {
      return true;
    }
  }
  return false;
}

/** A secret as it is, without spaces around it, in hexadecimal, and in base64, which depends on the number of bytes before it. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const encoded = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replace(/^A+|=+$/g, ""),
  );
  // A form that is too short would stand in any text.
  const derived = [
    unspaced(secret),
    alphanumeric(secret),
    bytes.toString("hex"),
    ...encoded,
    ...encoded.map(alphanumeric),
  ];
  // A server, like a text on one line, may leave out the spaces around a password.
  return [...new Set([secret, secret.trim(), ...derived.filter((form) => form.length >= RUN)])].map(
    normalized,
  );
}

/** The text, and what it becomes when escapes are decoded, in any order. */
function decodedForms(text: string): string[] {
  const readings = new Set([text]);
  for (let decodings = 0; decodings < MOST_DECODINGS; decodings += 1) {
    for (const decoded of [...readings].flatMap((reading) => DECODERS.map((decode) => decode(reading)))) {
      readings.add(decoded);
    }
  }
  return [...readings]
    .flatMap((reading) => [reading, unspaced(reading), alphanumeric(reading)])
    .map(normalized);
}

/** Decode percent-encoding, form encoding, backslash escapes and HTML. */
const DECODERS: readonly ((text: string) => string)[] = [
  (text) =>
    text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll("%", ""), "hex").toString()),
  (text) => text.replaceAll("+", " "),
  (text) =>
    text.replace(
      /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|(.))/gis,
      (_all, four?: string, two?: string, sign = "") =>
        four === undefined && two === undefined
          ? (CONTROLS[sign] ?? sign)
          : character(Number.parseInt(four ?? two ?? "", 16)),
    ),
  (text) =>
    text
      .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, (_all, hex?: string, decimal?: string) =>
        character(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)),
      )
      .replace(/&(amp|lt|gt|quot|apos);/g, (all, name: string) => NAMED[name] ?? all),
];

const CONTROLS: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function character(code: number): string {
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : "";
}

/** Ignores case and how a character is composed. */
function normalized(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** A secret may be broken into lines. */
function unspaced(text: string): string {
  return text.replace(/\s/g, "");
}

/** Letters and digits only: other signs may be shown in another way. */
function alphanumeric(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, "");
}
