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

    it("change places without a request that writes, and keep their history", async () => {
      world.declare(
        ...depending(
          fraud({ userProfiles: "enabled" }, { name: "login" }),
          criteria([200], [401]),
          "profiles",
        ),
      );
      assert.deepEqual((await world.up()).puts, []);
      assert.deepEqual((await world.state("login")).outputs["initial"], { userProfiles: "disabled" });
      assert.deepEqual((await world.state("profiles")).outputs["initial"], criteria([], []));
    });

    it("are given back in the opposite order", async () => {
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
