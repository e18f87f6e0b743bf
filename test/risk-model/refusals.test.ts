import assert from "node:assert/strict";
import { RiskPostureError } from "../../provider/errors.js";
import { getRiskModel } from "../../provider/risk-model/lookup.js";
import { everythingIn, rejection } from "../support/errors.js";
import { shortRetries } from "../support/short-retries.js";
import { PASSWORD, RefusingControllers, TOKEN } from "./refusing-controllers.js";

describe("A Controller that refuses", () => {
  shortRetries({ deadline: 500 });

  const controllers = new RefusingControllers();
  before(() => controllers.start());
  after(() => controllers.stop());

  it("is explained in one clear line, without password and token, in whatever way it does", async () => {
    assert.equal(controllers.all.length, 18);
    for (const { what, args, says } of controllers.all) {
      const error = await rejection(getRiskModel(args), RiskPostureError);
      assert.match(error.message, says, what);
      assert.doesNotMatch(error.message, /\n/, what);
      // The Controller's own words end in a full stop.
      assert.doesNotMatch(error.message, /\.\.(?!\.)|\.[:;]/, what);
      const everything = everythingIn(error);
      for (const secret of [PASSWORD, TOKEN]) {
        assert.ok(!everything.includes(secret), `${what}: ${everything}`);
      }
    }
  });
});
