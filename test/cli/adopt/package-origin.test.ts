import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { originOf } from "../../../cli/adopt/package-origin.js";

const IN_PROJECT = "project/node_modules/pulumi-risk-posture";
const IN_PNPM = "project/node_modules/.pnpm/pulumi-risk-posture@0.1.0/node_modules/pulumi-risk-posture";
const MANIFEST = "project/package.json";
const INSTALLED = "project/node_modules/.package-lock.json";
const TARBALL = "pulumi-risk-posture-0.1.0.tgz";
const declares = (spec: string) => ({ dependencies: { "pulumi-risk-posture": spec } });
const resolves = (resolved: object) => ({ packages: { "node_modules/pulumi-risk-posture": resolved } });

describe("Where the running package comes from", () => {
  let directory: string;
  beforeEach(() => {
    directory = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "origin-"));
  });
  afterEach(() => fs.rmSync(directory, { recursive: true }));

  for (const [what, place, files, expected] of [
    ["a version that the project declares", IN_PROJECT, { [MANIFEST]: declares("^0.1.0") }, "registry"],
    [
      "a version for development only",
      IN_PROJECT,
      { [MANIFEST]: { devDependencies: { "pulumi-risk-posture": "latest" } } },
      "registry",
    ],
    ["a version that pnpm has installed", IN_PNPM, { [MANIFEST]: declares("0.1.0") }, "registry"],
    [
      "a version that npm has installed for a member of a workspace",
      IN_PROJECT,
      {
        [INSTALLED]: resolves({ resolved: `https://npm.example/mirror/pulumi-risk-posture/-/${TARBALL}` }),
      },
      "registry",
    ],
    [
      "the same, where npm was told to leave out addresses",
      IN_PROJECT,
      { [INSTALLED]: resolves({}) },
      "registry",
    ],
    ["a tarball", IN_PROJECT, { [MANIFEST]: declares(`file:../${TARBALL}`), [TARBALL]: {} }, TARBALL],
    [
      "a tarball that pnpm has installed",
      IN_PNPM,
      { [MANIFEST]: declares(`../${TARBALL}`), [TARBALL]: {} },
      TARBALL,
    ],
    [
      "a tarball that npm has installed for a member of a workspace",
      IN_PROJECT,
      { [MANIFEST]: {}, [INSTALLED]: resolves({ resolved: `file:../${TARBALL}` }), [TARBALL]: {} },
      TARBALL,
    ],
    [
      "itself, where the tarball is gone",
      IN_PROJECT,
      { [MANIFEST]: declares(`file:../${TARBALL}`) },
      IN_PROJECT,
    ],
    [
      "itself, where it was got from an address that may hold a password",
      IN_PROJECT,
      { [MANIFEST]: declares("git+https://user:password@git.example/risk.git") },
      IN_PROJECT,
    ],
    [
      "itself, where it was installed globally",
      "lib/node_modules/pulumi-risk-posture",
      {},
      "lib/node_modules/pulumi-risk-posture",
    ],
    ["the folder, where it is a clone", "project/clone", { [MANIFEST]: declares("^0.1.0") }, "project/clone"],
    ["itself, where a record cannot be read", IN_PROJECT, { [MANIFEST]: "{" }, IN_PROJECT],
  ] as const) {
    it(`is ${what}`, () => {
      fs.mkdirSync(path.join(directory, place), { recursive: true });
      for (const [file, content] of Object.entries(files)) {
        const text = typeof content === "string" ? content : JSON.stringify(content);
        fs.writeFileSync(path.join(directory, file), text);
      }
      const origin = originOf(path.join(directory, place));
      assert.deepEqual(origin, expected === "registry" ? expected : { path: path.join(directory, expected) });
    });
  }
});
