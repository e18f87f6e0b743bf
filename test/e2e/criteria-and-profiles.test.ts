import assert from "node:assert/strict";
import { code, criteria, fraud } from "./programs.js";
import { linesAbout, story, ZONE } from "./world.js";

story(
  "Criteria in one resource, and the user profiles that they need in another that they depend on",
  {},
  (world) => {
    const zone = () => world.emulator.zone(ZONE);
    const depending = (first: string, second: object, name: string) => [
      `const first = ${first}`,
      fraud({ ...second }, { name, opts: code("{ dependsOn: [first] }") }),
    ];

    it("are set in that order, of which the preview tells", async () => {
      world.declare(
        ...depending(
          fraud({ userProfiles: "enabled" }, { name: "profiles" }),
          criteria([200], [401]),
          "login",
        ),
      );
      const preview = await world.preview();
      assert.ok(
        linesAbout(preview, "FraudSettings").some(
          (line) =>
            line.startsWith("cannot set successCriteria yet") &&
            line.endsWith('name that one in "dependsOn"'),
        ),
      );
      const { puts } = await world.up();
      assert.deepEqual(
        puts.map((body) => Object.keys(Object(body))),
        [["user_profiles"], ["authentication_settings"]],
      );
    });

    it("change places without a request that writes where neither depends on the other, and keep their history", async () => {
      const swapped = [
        fraud({ userProfiles: "enabled" }, { name: "login" }),
        fraud(criteria([200], [401]), { name: "profiles" }),
      ];
      world.declare(...swapped);
      assert.deepEqual((await world.up()).puts, []);
      assert.deepEqual((await world.state("login")).outputs["initial"], { userProfiles: "disabled" });
      assert.deepEqual((await world.state("profiles")).outputs["initial"], criteria([], []));
    });

    it("lose it where the one that gives up is updated last, and the output says so and what would have kept it", async () => {
      world.declare(
        ...depending(
          fraud(criteria([200], [401]), { name: "login" }),
          { userProfiles: "enabled" },
          "profiles",
        ),
      );
      const up = await world.up();
      assert.ok(
        linesAbout(up, "FraudSettings").some((line) =>
          /^leaves successCriteria, failureCriteria to .* Before they were first managed: successCriteria: 0; failureCriteria: 0\..*two runs/.test(
            line,
          ),
        ),
        up.lines.join("\n"),
      );
      assert.equal(zone().user_profiles, "enabled");
      assert.deepEqual(zone().authentication_settings?.success_criteria?.status_codes, [200]);
      await world.destroy();
    });

    it("are given back in the opposite order", async () => {
      Object.assign(zone(), { user_profiles: "disabled", authentication_settings: undefined });
      world.declare(
        ...depending(
          fraud({ userProfiles: "enabled" }, { name: "profiles" }),
          criteria([200], [401]),
          "login",
        ),
      );
      await world.up();
      const { puts } = await world.destroy();
      assert.deepEqual(
        puts.map((body) => Object.keys(Object(body))),
        [["authentication_settings"], ["user_profiles"]],
      );
      assert.equal(zone().user_profiles, "disabled");
      assert.deepEqual(zone().authentication_settings?.success_criteria?.status_codes, []);
    });
  },
);
