import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { RISK_MODEL, SENSITIVITY } from "../../provider/appgate/controller-features.js";
import { errorOf } from "../../provider/cloudflare/failures.js";

const readme = fs.readFileSync(path.join(__dirname, "..", "..", "README.md"), "utf8");
const [credentials = ""] = /^## Credentials$.*?(?=^## )/ms.exec(readme) ?? [];

describe("The README, on credentials,", () => {
  it("names each permission for Cloudflare as the errors do", () => {
    const paths = [
      "/accounts/a/zt_risk_scoring/behaviors",
      "/zones/z/fraud_detection/settings",
      "/accounts/a/access/apps",
      "/accounts/a/access/groups",
    ];
    const messages = paths.map(
      (path) =>
        errorOf({
          request: { method: "GET", path, status: 403 },
          envelope: { success: false },
          message: { shown: "", isAboutSubscription: false },
        }).message,
    );
    const names = [...messages.join().matchAll(/"[^"]+"/g)].map(([name]) => name);
    assert.ok(names.length >= 6);
    assert.deepEqual(
      names.filter((name) => !credentials.includes(name)),
      [],
    );
  });

  it("names what a user of Appgate SDP has to be allowed as the errors do", () => {
    for (const { target } of [RISK_MODEL, SENSITIVITY]) {
      assert.ok(credentials.includes(`"View" on "${target}"`), target);
    }
  });
});
