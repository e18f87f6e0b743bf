import assert from "node:assert/strict";
import fc from "fast-check";
import { redact, redacting } from "../../provider/http/redaction.js";

const REDACTED = "[redacted]";

/** Long enough that it does not stand in a text by chance; some characters change when they are encoded. */
const secret = fc
  .string({ unit: "binary", minLength: 8, maxLength: 40 })
  .filter((text) => text.trim() !== "" && !REDACTED.includes(text));
const around = fc.string();

const FORMS: Record<string, (secret: string) => string> = {
  plain: (secret) => secret,
  "URL-encoded": encodeURIComponent,
  "JSON-encoded": (secret) => JSON.stringify(secret).slice(1, -1),
};

describe("Redaction", () => {
  for (const [form, encode] of Object.entries(FORMS)) {
    it(`lets no ${form} secret through`, () => {
      fc.assert(
        fc.property(secret, around, around, (secret, before, after) => {
          const shown = redact(`${before}${encode(secret)}${after}`, [secret]);
          assert.ok(!shown.includes(secret), shown);
          assert.ok(!shown.includes(encode(secret)), shown);
          assert.ok(shown.includes(REDACTED), shown);
        }),
      );
    });
  }

  it("lets none of several secrets through, nor the rest of one that begins like another", () => {
    fc.assert(
      fc.property(secret, secret, fc.boolean(), (shorter, rest, reversed) => {
        const longer = shorter + rest;
        const secrets = reversed ? [longer, shorter] : [shorter, longer];
        assert.equal(redact(`<${longer}> <${shorter}>`, secrets), `<${REDACTED}> <${REDACTED}>`);
      }),
    );
  });

  it("leaves a text without secrets as it is", () => {
    fc.assert(
      fc.property(secret, around, (secret, text) => {
        fc.pre(Object.values(FORMS).every((encode) => !text.includes(encode(secret))));
        assert.equal(redact(text, [secret, ""]), text);
      }),
    );
  });

  it("takes little time and memory for the secrets of the largest set", () => {
    const expressions = Array.from(
      { length: 5_800 },
      (_, index) => `http.request.body.form["${index}${"x".repeat(960)}"][0]`,
    );
    const [first = ""] = expressions;
    const { heapUsed } = process.memoryUsage();
    const before = process.cpuUsage();
    const hide = redacting(expressions);
    for (const message of Array.from({ length: 580 }, (_, index) => `zone ${index}: ${first} is wrong.`)) {
      assert.equal(hide(message), message.replace(first, REDACTED));
    }
    const { user } = process.cpuUsage(before);
    const taken = process.memoryUsage().heapUsed - heapUsed;
    assert.ok(user < 10_000_000, `${user / 1_000_000} s`);
    assert.ok(taken < 200_000_000, `${taken / 1_000_000} MB`);
  });

  it("takes a secret that is no well-formed text", () => {
    assert.equal(redact("a \ud800hunter2 b", ["\ud800hunter2"]), `a ${REDACTED} b`);
  });
});
