import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { parse } from "yaml";
import { z } from "zod";
import stacks from "../../examples/shards/stacks.json";
import { PINNED_VERSION } from "../../scripts/pulumi-cli/versions.js";
import schema from "../contract/pulumi-operator-stack-subset.json";

const folder = path.join(__dirname, "../../examples/kubernetes-operator");
const read = (file: string): string => fs.readFileSync(path.join(folder, file), "utf8");
const isStack = new Ajv({ allErrors: true }).compile(schema);

/** What of a stack is looked at here. */
const Stack = z.looseObject({
  spec: z.looseObject({
    stack: z.string(),
    preview: z.boolean().default(false),
    envRefs: z.record(z.string(), z.looseObject({ type: z.string() })),
  }),
});

const files = fs.readdirSync(folder).filter((file) => /^(shops|drift)-\d\.yaml$/.test(file));
const specs = files.map((file) => Stack.parse(parse(read(file))).spec);

describe("The example kubernetes-operator", () => {
  for (const file of files) {
    it(`has in ${file} a Stack with nothing in it but what version 2 of the operator knows`, () => {
      assert.ok(isStack(parse(read(file))), JSON.stringify(isStack.errors, null, 2));
    });
  }

  it("deploys each stack of the example shards once, and looks for its drift without writing", () => {
    const namesOf = (preview: boolean) =>
      specs.flatMap((spec) => (spec.preview === preview ? spec.stack.split("/").at(-1) : []));
    assert.deepEqual(namesOf(false), stacks);
    assert.deepEqual(namesOf(true), stacks);
  });

  it("has no credentials but those of a Secret", () => {
    for (const { envRefs } of specs) {
      const { PULUMI_RUN_PROGRAM, ...secret } = envRefs;
      assert.deepEqual(PULUMI_RUN_PROGRAM, { type: "Literal", literal: { value: "true" } });
      assert.deepEqual(new Set(Object.values(secret).map(({ type }) => type)), new Set(["Secret"]));
    }
  });

  it("runs the Pulumi CLI that the tests run", () => {
    assert.match(read("Dockerfile"), new RegExp(`^FROM pulumi/pulumi:${PINNED_VERSION}-nonroot$`, "m"));
  });
});
