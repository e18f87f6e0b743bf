import assert from "node:assert/strict";
import fc from "fast-check";
import { PermissionError } from "../../provider/errors.js";
import { inPlaces } from "../../provider/settings/messages/place-names.js";
import { describeFailures } from "../../provider/settings/messages/set-failures.js";
import { identifier } from "../support/arbitraries.js";

const ids = fc.uniqueArray(identifier, { minLength: 1, maxLength: 40 });
const naming = { place: "zone", names: new Map<string, string>() };
const namedIn = (line: string) => line.match(/[0-9a-f]{32}/g) ?? [];

describe("Many zones in a line", () => {
  it("are named up to a number, and the others counted", () => {
    fc.assert(
      fc.property(ids, fc.integer({ min: 1, max: 12 }), (zones, most) => {
        const line = inPlaces(naming, zones, most);
        assert.deepEqual(namedIn(line), zones.slice(0, most));
        const more = /and (\d+) more\)$/.exec(line)?.[1];
        assert.equal(Number(more ?? 0), Math.max(0, zones.length - most));
        assert.equal(line.startsWith(`in ${zones.length} zones (`), zones.length > 1);
      }),
    );
  });

  it("have the names that the program gives them", () => {
    const [id] = ["023e105f4ecef8ad9ca31a8372d0c353"];
    assert.equal(inPlaces({ place: "zone", names: new Map([[id, "shop"]]) }, [id]), "in zone shop (023e10…)");
  });
});

describe("What has failed in many zones", () => {
  it("is each reason once, with ten zones named at most, on one screen", () => {
    const reasons = fc.array(fc.integer({ min: 0, max: 14 }), {
      minLength: 1,
      maxLength: 60,
      size: "max",
    });
    fc.assert(
      fc.property(reasons, (drawn) => {
        const failures = new Map(
          drawn.map((reason, index) => {
            const id = index.toString(16).padStart(32, "0");
            const request = { method: "PUT", path: `/zones/${id}`, status: 403 };
            return [id, new PermissionError(`Reason number ${reason}.`, { request })];
          }),
        );
        const lines = describeFailures(failures, naming);
        const different = new Set(drawn).size;
        assert.equal(lines.length, Math.min(different, 11));
        assert.equal(lines.at(-1)?.endsWith("more reasons") ?? false, different > 10);
        const named = lines.flatMap((line) => namedIn(line.replace(/\[.*\]/, "")));
        assert.ok(named.length <= 10);
        assert.equal(new Set(named).size, named.length);
        for (const reason of [...new Set(drawn)].slice(0, 10)) {
          assert.equal(lines.filter((line) => line.includes(`Reason number ${reason}.`)).length, 1);
        }
      }),
    );
  });
});
