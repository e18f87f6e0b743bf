import assert from "node:assert/strict";
import { fleetFormats } from "../../../cli/fleet/formats.js";
import type { PlaceName, Report, ResourceStatus } from "../../../cli/status/report.js";
import { id } from "../../support/ids.js";
import { fleetOf, inSync } from "./fleets.js";

const same = (setting: string) => ({ setting, status: "same", secret: false }) as const;

/** A report on a stack that declares these settings of some zones. */
function declaring(zones: Readonly<Record<string, readonly string[]>>): Report {
  const resources = Object.entries(zones).map(([zone, settings]) =>
    resource({ type: "zone", id: zone }, { settings: settings.map(same) }),
  );
  return { ...inSync("shop"), resources };
}

function resource(place: PlaceName, status: Pick<ResourceStatus, "settings" | "error">): ResourceStatus {
  return { kind: "FraudSettings", name: "shop", urn: "urn", place, ...status };
}

const [one, two, three] = [id("01"), id("02"), id("03")];
const stack = (name: string, report: Report) => ({ stack: name, report });
const linesOf = (fleet: ReturnType<typeof fleetOf>) =>
  fleet.evidence.findings.map(({ where, message }) => `${where}: ${message}`);

describe("A setting that two stacks declare", () => {
  it("is a finding of both, in whichever order they come", () => {
    const [a, b] = [
      stack("a", declaring({ [one]: ["userProfiles"] })),
      stack("b", declaring({ [one]: ["userProfiles", "usernameExpressions"], [two]: ["userProfiles"] })),
    ];
    const expected = [
      `zone ${one}: The stacks a and b declare userProfiles: where the values differ, each stack overwrites what another has set, and destroying one of them changes it for all.`,
    ];
    assert.deepEqual(linesOf(fleetOf([a, b])), expected);
    assert.deepEqual(linesOf(fleetOf([b, a])), expected);
  });

  it("is told once for all zones of which the same stacks declare the same", () => {
    const all = { [one]: ["a", "b"], [two]: ["b", "a"], [three]: ["a"] };
    assert.deepEqual(linesOf(fleetOf([stack("y", declaring(all)), stack("x", declaring(all))])), [
      `2 zones (${one} and ${two}): The stacks x and y declare a and b: where the values differ, each stack overwrites what another has set, and destroying one of them changes them for all.`,
      `zone ${three}: The stacks x and y declare a: where the values differ, each stack overwrites what another has set, and destroying one of them changes it for all.`,
    ]);
  });

  it("stands in every format, and in JSON with the first of the stacks", () => {
    const report = declaring({ [one]: ["userProfiles"] });
    const fleet = fleetOf([stack("b", report), stack("a", report)]);
    for (const format of ["text", "markdown", "junit", "sarif", "html"] as const) {
      const text = [...fleetFormats[format](fleet)].join("");
      assert.match(text.replaceAll("\\", ""), /The stacks a and b declare userProfiles/, format);
    }
    const { stacks } = JSON.parse([...fleetFormats.json(fleet)].join(""));
    assert.deepEqual(
      Object(stacks).map((each: { stack: string; status: Report }) => [
        each.stack,
        each.status.findings.map(({ code }) => code),
      ]),
      [
        ["b", []],
        ["a", ["declared-twice"]],
      ],
    );
  });

  it("is none where two resources of one stack, other settings, or other places are meant", () => {
    const report = declaring({ [one]: ["userProfiles"] });
    const twice = { ...report, resources: [...report.resources, ...report.resources] };
    const other = declaring({ [one]: ["usernameExpressions"], [two]: ["userProfiles"] });
    assert.deepEqual(linesOf(fleetOf([stack("a", twice), stack("b", other)])), []);
  });

  it("is none where a secret hides what is declared, or of what", () => {
    const hidden = (place: PlaceName, setting: string): Report => ({
      ...inSync("shop"),
      resources: [resource(place, { settings: [same(setting)] })],
    });
    for (const [place, setting] of [
      [{ type: "zone", id: one }, "(all)"],
      [{ type: "zone" }, "userProfiles"],
    ] as const) {
      const report = hidden(place, setting);
      assert.deepEqual(linesOf(fleetOf([stack("a", report), stack("b", report)])), []);
    }
  });
});
