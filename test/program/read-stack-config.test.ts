import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { stackConfig } from "../../provider/program/read-stack-config.js";

describe("The stack's configuration", () => {
  const before = pulumi.runtime.allConfig();
  afterEach(() => pulumi.runtime.setAllConfig(before));

  it("is read by the full key, secrets included", () => {
    pulumi.runtime.setAllConfig(
      { "cloudflare:apiToken": "a-token", "appgate:address": "controller.example.com" },
      ["cloudflare:apiToken"],
    );
    assert.equal(stackConfig("cloudflare:apiToken"), "a-token");
    assert.equal(stackConfig("appgate:address"), "controller.example.com");
  });

  it("has nothing under a key that is not set, or that has no namespace", () => {
    pulumi.runtime.setAllConfig({ "project:apiToken": "of the project" });
    assert.equal(stackConfig("cloudflare:apiToken"), undefined);
    assert.equal(stackConfig("apiToken"), undefined);
  });
});
