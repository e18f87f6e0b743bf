import assert from "node:assert/strict";
import fc from "fast-check";
import { idOfForm, quote } from "../../provider/http/redaction.js";

const NOT_SHOWN = "(not shown: it repeats a part of a secret)";

/** Long enough to be one; some characters change when they are encoded, some are no letters, some are none at all. */
const secret = fc.oneof(
  fc.string({ unit: "binary", minLength: 8, maxLength: 40 }),
  fc.string({ unit: "grapheme-ascii", minLength: 8, maxLength: 40 }),
  fc.base64String({ minLength: 16, maxLength: 60 }),
);
const around = fc.stringMatching(/^[a-z ]{0,20}$/);

const percent = (bytes: Buffer) => bytes.toString("hex").replace(/../g, "%$&");
const html = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const escaped = (text: string) =>
  [...Array(text.length).keys()]
    .map((index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, "0")}`)
    .join("");

/** What a server may make of a secret that it repeats. */
const FORMS: Record<string, (secret: string) => string> = {
  plain: (secret) => secret,
  "in capitals": (secret) => secret.toUpperCase(),
  "percent-encoded": encodeURIComponent,
  "percent-encoded with small letters": (secret) => encodeURIComponent(secret).toLowerCase(),
  "percent-encoded as a whole": (secret) => percent(Buffer.from(secret)),
  "percent-encoded twice": (secret) => encodeURIComponent(encodeURIComponent(secret)),
  "as a form's field": (secret) => new URLSearchParams({ field: secret }).toString(),
  "in JSON": (secret) => JSON.stringify(secret),
  "in JSON within JSON": (secret) => JSON.stringify(JSON.stringify(secret)),
  "in JSON, each character escaped": escaped,
  "in HTML": html,
  "in base64": (secret) => Buffer.from(secret).toString("base64"),
  "in base64 for URLs": (secret) => Buffer.from(secret).toString("base64url"),
  "in base64 behind a user's name": (secret) => Buffer.from(`user:${secret}`).toString("base64"),
  "in hexadecimal": (secret) => Buffer.from(secret).toString("hex"),
  "broken into lines": (secret) => secret.replace(/.{4}/gsu, "$&\n  "),
};

/** Whether a text that is not left out still holds eight characters of a secret in a row. */
function showsPartOf(shown: string, secret: string): boolean {
  const parts = Array.from({ length: secret.length - 7 }, (_, start) => secret.slice(start, start + 8));
  return parts.some((part) => shown.includes(part));
}

describe("Foreign text that is quoted", () => {
  for (const [form, make] of Object.entries(FORMS)) {
    it(`shows no eight characters of a secret that is repeated ${form}`, () => {
      fc.assert(
        fc.property(secret, around, around, (secret, before, after) => {
          const shown = quote(`${before}${make(secret)}${after}`, ["another secret", secret]);
          assert.ok(!showsPartOf(shown, secret) && !showsPartOf(shown, make(secret)), shown);
        }),
      );
    });

    it(`is left out where it has most of a token ${form}, cut off on both sides`, () => {
      const token = fc.stringMatching(/^[A-Za-z0-9_-]{40}$/);
      fc.assert(
        fc.property(token, fc.nat(12), fc.integer({ min: 16, max: 28 }), (token, start, length) => {
          const part = token.slice(start, start + length);
          assert.equal(quote(`Token …${make(part)}... is not known`, [token]), `${NOT_SHOWN}`);
        }),
      );
    });
  }

  it("is left out where it holds a short secret as a whole, and is not for its letters alone", () => {
    assert.equal(quote("the password abc1 is wrong", ["abc1"]), NOT_SHOWN);
    assert.equal(quote("Wrong password: abc1", [" abc1 "]), NOT_SHOWN);
    assert.equal(quote("cab", ["a-b"]), "cab");
  });

  it("is shown where it has nothing in common with a secret, and where there is none", () => {
    const secrets = ["v1.0-3f2a9c7d1e5b8a4f6c0d2e7b-Zq8Xw", ""];
    fc.assert(
      fc.property(around, (text) => assert.equal(quote(text, secrets), text.replace(/ +/g, " ").trim())),
    );
    assert.equal(quote("Authentication error", secrets), "Authentication error");
    assert.equal(quote("anything", []), "anything");
  });

  it("is one line without what steers a terminal, and not longer than people read", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2_000 }), (text) => {
        const shown = quote(text, []);
        assert.ok(shown.length <= 500);
        assert.doesNotMatch(shown, /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
    assert.equal(quote("a\r\n\u001b[2J\u202eb", []), "a \ufffd[2J\ufffdb");
    assert.match(quote("x".repeat(10_000_000), []), /^x{499}…$/);
  });

  it("takes a secret, and a text, that is not well-formed", () => {
    assert.equal(quote("a \ud800hunter2 b", ["\ud800hunter2"]), NOT_SHOWN);
    assert.equal(quote("%ff%fe &#1114112; \\ud800", ["hunter2"]), "%ff%fe &#1114112; \\ud800");
  });
});

describe("A foreign id", () => {
  const form = /^[a-z0-9-]{1,40}$/;

  it("is shown where it has the form of one", () => {
    assert.equal(idOfForm(form, "not-found", ["hunter2"]), "not-found");
    for (const other of ["", "Not found", "a\nb", "a".repeat(41)]) {
      assert.equal(idOfForm(form, other, ["hunter2"]), undefined);
    }
  });

  it("is not shown where it holds a secret, or is a part of one, however short", () => {
    for (const id of ["hunter2-secret", "x-hunter2-secret", "hunter2-se", "nter", "2"]) {
      assert.equal(idOfForm(form, id, ["hunter2-secret"]), undefined);
    }
  });
});
