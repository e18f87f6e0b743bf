import assert from "node:assert/strict";
import { backendFrom } from "../../../cli/fleet/backend.js";
import { namesFrom } from "../../../cli/fleet/stack-names.js";

describe("The list of stacks", () => {
  it("has one name a line, each once, without comments and empty lines", () => {
    assert.deepEqual(namesFrom("# all\r\norganization/a/dev\r\n\n  b # second\norganization/a/dev\n"), [
      "organization/a/dev",
      "b",
    ]);
    assert.deepEqual(namesFrom("\n# none\n"), []);
  });
});

describe("The URL of a backend", () => {
  for (const [url, shown] of [
    ["file://~", "file://~"],
    ["file:///home/me:you@work/state", "file:///home/me:you@work/state"],
    ["s3://bucket?region=eu-1&prefix=a", "s3://bucket?region=eu-1&prefix=a"],
    ["postgres://me:p%40ss:w/o@rd@host:5432/db", "postgres://me:[redacted]@host:5432/db"],
    ["postgres://host/db?user=me&password=canary", "postgres://host/db?user=me&password=[redacted]"],
  ] as const) {
    it(`is shown without what is secret in it: ${shown}`, () => {
      assert.equal(backendFrom(url).shown, shown);
    });
  }

  it("hides its password in what the Pulumi CLI says, also as somebody else spells it", () => {
    const { conceal } = backendFrom("postgres://me:p%40ss@host/db");
    assert.equal(
      conceal('dial "postgres://me:p%40ss@host/db": password p@ss'),
      'dial "postgres://me:[redacted]@host/db": password [redacted]',
    );
  });

  for (const url of ["", "stacks", "s3://"]) {
    it(`is refused where it is none: "${url}"`, () => {
      assert.throws(() => backendFrom(url), /^CommandError: --backend has to be the URL of a backend/);
    });
  }
});
