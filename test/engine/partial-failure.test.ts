import assert from "node:assert/strict";
import { PartialFailure } from "../../provider/engine/partial-failure.js";

describe("A failure after which the resource exists", () => {
  const cause = new Error("the connection broke");
  const secret = (value: unknown) => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value,
  });
  const declared = { zoneId: "z", zones: { a: { list: ["new"], kept: 1 }, b: {} }, __provider: "text" };
  const recorded = {
    zoneId: "z",
    zones: { a: { list: ["old"], kept: 1, left: "canary" }, c: { list: ["canary"] } },
    initial: { a: "canary" },
  };
  const failure = new PartialFailure("an-id", recorded, declared, cause);

  it("has the three fields by which Pulumi's server recognises it", () => {
    const { id, properties, reasons } = failure;
    assert.deepEqual({ id, reasons }, { id: "an-id", reasons: [cause.message] });
    assert.equal(Reflect.get(properties, "__provider"), "text");
  });

  it("has the state keep secret whatever the inputs do not have, since the engine knows from these alone what is", () => {
    assert.deepEqual(failure.properties, {
      zoneId: "z",
      zones: {
        a: { list: secret(["old"]), kept: 1, left: secret("canary") },
        c: secret({ list: ["canary"] }),
      },
      initial: secret({ a: "canary" }),
      __provider: "text",
    });
  });

  it("says what its cause says, and keeps it", () => {
    assert.equal(failure.message, cause.message);
    assert.equal(failure.cause, cause);
    assert.ok(failure instanceof Error);
  });
});
