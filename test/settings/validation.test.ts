import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import { Identifier, requireIdentifier } from "../../provider/cloudflare/account-or-zone-id.js";
import { UNKNOWN } from "../../provider/engine/unknown.js";
import { InvalidValueError } from "../../provider/errors.js";
import { required } from "../../provider/required-input.js";
import {
  checkInputs,
  onlyThese,
  orUnknown,
  placesInput,
} from "../../provider/settings/inputs-and-state/validation.js";
import { identifier } from "../support/arbitraries.js";
import { thrown } from "../support/errors.js";

const Schema = onlyThese({
  name: orUnknown(z.string(required("must be text"))),
  list: orUnknown(
    z.array(orUnknown(onlyThese({ size: orUnknown(z.number({ error: "must be a number" })) }))),
  ).nullish(),
});

describe("An id", () => {
  it("is taken as it is if it is 32 lower-case hexadecimal characters", () => {
    fc.assert(fc.property(identifier, (id) => assert.equal(requireIdentifier("zoneId", id), id)));
  });

  it("is refused by the name of its argument otherwise, without being shown", () => {
    const wrong = fc.oneof(
      fc.string().filter((text) => !/^[0-9a-f]{32}$/.test(text)),
      identifier.map((id) => `${id}\n`),
      identifier.map((id) => ` ${id}`),
      identifier.filter((id) => /[a-f]/.test(id)).map((id) => id.toUpperCase()),
      fc.constantFrom(7, {}, []),
    );
    fc.assert(
      fc.property(wrong, (id) => {
        const { message } = thrown(() => requireIdentifier("zoneId", id), InvalidValueError);
        assert.match(message, /^zoneId must be /);
        assert.ok(typeof id !== "string" || id.length < 20 || !message.includes(id));
      }),
    );
  });
});

describe("An id that a program has not set", () => {
  it("is said to be missing", () => {
    for (const id of [undefined, null]) {
      const { message } = thrown(() => requireIdentifier("zoneId", id), InvalidValueError);
      assert.equal(message, "zoneId is missing: it must be the id of the account or zone, as text.");
    }
  });
});

describe("Checking inputs", () => {
  it("gives the engine no property, beside which it would show the value at its root", () => {
    const { failures } = checkInputs(Schema, { name: 1 });
    assert.deepEqual(new Set(failures.map(({ property }) => property)), new Set([""]));
  });

  it("names each wrong property by its path, at once", () => {
    const news = { name: 7, list: [{ size: 1 }, { size: "big" }, { sise: 3 }], lsit: [] };
    const { failures } = checkInputs(Schema, news);
    assert.deepEqual(
      failures.map(({ reason }) => reason).sort(),
      [
        "list[1].size must be a number",
        "list[2].size must be a number",
        "list[2].sise is not a known property: did you mean size?",
        "lsit is not a known property: did you mean list?",
        "name must be text",
      ].sort(),
    );
  });

  it("tells what is missing from what is wrong", () => {
    const says = (news: object) => checkInputs(Schema, news).failures.map(({ reason }) => reason);
    assert.deepEqual(says({ name: 7 }), ["name must be text"]);
    for (const news of [{}, { name: undefined }, { name: null }]) {
      assert.deepEqual(says(news), ["name is missing: it must be text"]);
    }
  });

  it("says which property was probably meant, for each that is unknown by itself, and only if one is near", () => {
    assert.deepEqual(
      checkInputs(Schema, { name: "a", nam: 1, colour: 1, "li\nst": 1 }).failures.map(({ reason }) => reason),
      [
        "nam is not a known property: did you mean name?",
        "colour is not a known property",
        "li st is not a known property: did you mean list?",
      ],
    );
  });

  it("says of an id by which a map names an account or zone what it says of any other id", () => {
    const id = "A".repeat(32);
    const one = onlyThese({ zone: Identifier });
    const many = onlyThese({ zones: placesInput(z.unknown(), "must be a map") });
    const says = (schema: z.ZodType<object>, news: object) =>
      checkInputs(schema, news).failures.map(({ reason }) => reason);
    const rule = "must be 32 lower-case hexadecimal characters, as the dashboard shows it";
    assert.deepEqual(says(one, { zone: id }), [`zone ${rule}`]);
    assert.deepEqual(says(many, { zones: { [id]: {} } }), [`zones.${id} ${rule}`]);
    assert.deepEqual(says(many, { zones: [] }), ["zones must be a map"]);
  });

  it("answers the news as they are when something is wrong", () => {
    const news = { name: 7 };
    assert.equal(checkInputs(Schema, news).inputs, news);
  });

  it("does not mind the text by which the engine knows the provider, and does not pass it on", () => {
    const { inputs, failures } = checkInputs(Schema, { name: "a", __provider: "exports.handler=…" });
    assert.deepEqual([inputs, failures], [{ name: "a" }, []]);
  });

  it("takes null and undefined for not declared", () => {
    for (const list of [null, undefined]) {
      assert.deepEqual(checkInputs(Schema, { name: "a", list }), { inputs: { name: "a" }, failures: [] });
    }
  });

  it("lets the mark for unknown pass at any place that takes it", () => {
    for (const news of [
      { name: UNKNOWN, list: UNKNOWN },
      { name: UNKNOWN, list: [UNKNOWN, { size: UNKNOWN }] },
    ]) {
      assert.deepEqual(checkInputs(Schema, news), { inputs: news, failures: [] });
    }
  });
});
