import assert from "node:assert/strict";
import { fleetFormats } from "../../../cli/fleet/formats.js";
import type { FleetReport } from "../../../cli/fleet/report.js";
import { fleetOf, inSync } from "./fleets.js";

describe("What nobody declares", () => {
  const live = { value: "enabled", text: "enabled" };
  const place = { type: "zone", id: "a".repeat(32) } as const;
  const report = inSync("shop");
  const undeclared = (...settings: string[]) => [
    { place, resources: ["FraudSettings shop"], settings: settings.map((setting) => ({ setting, live })) },
  ];

  it("is what no resource of any of the stacks declares", () => {
    const resources = report.resources.map((resource) => ({ ...resource, place }));
    const { results, stacks } = fleetOf([
      { stack: "a", report: { ...report, resources: [], undeclared: undeclared("userProfiles", "other") } },
      { stack: "b", report: { ...report, resources: [], undeclared: undeclared("userProfiles") } },
      { stack: "c", report: { ...report, resources, undeclared: [] } },
    ]);
    assert.deepEqual(
      [...results(stacks)].map((result) => ("report" in result ? result.report.undeclared : undefined)),
      [undeclared("other"), [], []],
    );
  });

  it("stays unlisted where a resource keeps secret what it declares", () => {
    const secret = [{ place, resources: ["FraudSettings shop"] }];
    const { results, stacks } = fleetOf([{ stack: "a", report: { ...report, undeclared: secret } }]);
    const [result] = results(stacks);
    assert.deepEqual(result !== undefined && "report" in result && result.report.undeclared, secret);
  });
});

describe("What may be declared by a stack of which it cannot be seen", () => {
  const live = { value: "enabled", text: "enabled" };
  const place = { type: "zone", id: "a".repeat(32) } as const;
  const resource = { kind: "FraudSettings", name: "shop", urn: "urn", place };
  const report = { ...inSync("shop"), resources: [] };
  const listing = {
    stack: "b",
    report: {
      ...report,
      undeclared: [
        { place, resources: ["FraudSettings shop"], settings: [{ setting: "userProfiles", live }] },
      ],
    },
  };
  const undeclaredOf = ({ results, stacks }: FleetReport) =>
    [...results(stacks)].flatMap((result) =>
      "report" in result ? (result.report.undeclared ?? []).map(({ settings }) => settings) : [],
    );

  for (const [what, status] of [
    ["keeps it secret as a whole", { settings: [{ setting: "(all)", status: "same", secret: true }] }],
    ["could not be compared", { error: { name: "PermissionError", message: "no" } }],
  ] as const) {
    it(`is not listed where a resource of another stack ${what}, in whichever order they come`, () => {
      const other = { stack: "a", report: { ...report, resources: [{ ...resource, ...status }] } };
      assert.deepEqual(undeclaredOf(fleetOf([other, listing])), [undefined]);
      assert.deepEqual(undeclaredOf(fleetOf([listing, other])), [undefined]);
    });
  }

  it("is listed with a note where a stack could not be read, in every format", () => {
    const unread = { stack: "a", error: { name: "CommandError", message: "no" } };
    const fleet = fleetOf([unread, listing]);
    const note = "1 stack could not be read, and may declare some of what is listed as declared by nobody.";
    assert.deepEqual(fleet.evidence.notes, [note]);
    for (const format of ["text", "markdown", "junit", "sarif", "html"] as const) {
      assert.ok([...fleetFormats[format](fleet)].join("").replaceAll("\\", "").includes(note), format);
    }
    const { undeclared: _, ...notAsked } = listing.report;
    assert.deepEqual(fleetOf([unread, { stack: "b", report: notAsked }]).evidence.notes, []);
  });

  it("is listed where a stack keeps secret which account or zone it is, unless another stack manages that too", () => {
    const secret = { type: "zone" } as const;
    const settings = [{ setting: "userProfiles", status: "same", secret: false }] as const;
    const resources = [{ ...resource, place: secret, settings }];
    const [own] = listing.report.undeclared;
    const undeclared = own === undefined ? [] : [{ ...own, place: secret }];
    const one = { stack: "a", report: { ...report, resources, undeclared, secretPlaces: ["1"] } };
    const other = (...secretPlaces: string[]) => ({
      stack: "c",
      report: { ...report, resources, undeclared: [], secretPlaces },
    });
    const alone = fleetOf([one, other("2")]);
    assert.deepEqual(undeclaredOf(alone), [own?.settings]);
    assert.deepEqual(alone.evidence.notes, []);
    assert.deepEqual(undeclaredOf(fleetOf([one, other("1")])), [undefined]);
  });
});
