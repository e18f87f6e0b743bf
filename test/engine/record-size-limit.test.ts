import assert from "node:assert/strict";
import fc from "fast-check";
import { Struct } from "../../plugin/grpc.js";
import { addMarks, type MarkedProps, removeMarks } from "../../plugin/secret-and-unknown-marks.js";
import { SecretPaths } from "../../plugin/secret-path-set.js";
import { onBehalfOf } from "../../provider/engine/current-resource.js";
import {
  declaredBytes,
  recordedBytes,
  recordedBytesWithMarks,
} from "../../provider/engine/record-size-limit.js";

const text = fc.string({ unit: "grapheme", maxLength: 300 });
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 20 }),
    fc.dictionary(text, tie("value"), { maxKeys: 10, noNullPrototype: true }),
  ),
}));
const properties = fc.dictionary(text, value, { maxKeys: 10, noNullPrototype: true });

const sent = (props: MarkedProps) => Struct.fromJavaScript({ ...props }).serializeBinary().length;

describe("The size of what is recorded", () => {
  it("is never less than what is sent", () => {
    fc.assert(
      fc.property(properties, (props) => {
        assert.ok(sent(addMarks(props, new SecretPaths())) <= recordedBytes(props));
      }),
    );
  });

  it("is never less than what is sent, wherever a secret is", () => {
    fc.assert(
      fc.property(properties, (props) => {
        const secret = new SecretPaths(placesIn(removeMarks(addMarks(props, new SecretPaths())).props));
        assert.ok(sent(addMarks(props, secret)) <= recordedBytesWithMarks(props));
      }),
    );
  });

  it("counts marks of secrets only where the engine tells what is secret", async () => {
    const declared = { zones: { one: { userProfiles: "enabled" } } };
    assert.equal(declaredBytes(declared), recordedBytes(declared));
    const onThePlugin = await onBehalfOf("urn", async () => declaredBytes(declared));
    assert.equal(onThePlugin, recordedBytesWithMarks(declared));
    assert.ok(onThePlugin > recordedBytes(declared));
  });
});

/** The innermost properties: to mark each of them takes the most. */
function placesIn(value: object, path: readonly string[] = []): (readonly string[])[] {
  return Object.entries(value).flatMap(([name, item]) => {
    const place = [...path, name];
    const inside =
      typeof item === "object" && item !== null && !Array.isArray(item) ? placesIn(item, place) : [];
    return inside.length === 0 ? [place] : inside;
  });
}
