import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { projectPath } from "../../../cli/status/project-path.js";
import { sourcePosition } from "../../../cli/status/source-position.js";

describe("The line that declares a resource", () => {
  it("is what the engine recorded, from the root of the repository", () => {
    assert.deepEqual(sourcePosition(["project:///src/index.ts#12,5"], "infra/risk"), {
      file: "infra/risk/src/index.ts",
      line: 12,
      column: 5,
    });
    assert.deepEqual(sourcePosition(["project:///../shared/a%20b.ts#3"], "infra"), {
      file: "shared/a b.ts",
      line: 3,
    });
  });

  it("is the innermost one in the repository: not in a package, and not outside", () => {
    const positions = [
      "project:///node_modules/posture/index.js#1,1",
      "project:///../../elsewhere/x.ts#2,2",
      "",
      "project:///../lib/posture.ts#7,1",
      "project:///index.ts#30,1",
    ];
    assert.deepEqual(sourcePosition(positions, "infra"), { file: "lib/posture.ts", line: 7, column: 1 });
    assert.equal(sourcePosition(positions.slice(0, 3), "infra"), undefined);
  });

  it("never leads out of the repository, whatever a state says", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("..", "a", "%2e%2e", "%2f", "%", "node_modules", "#1", "//")),
        (parts) => {
          const position = sourcePosition([`project:///${parts.join("/")}#4,2`], "infra");
          const file = path.posix.normalize(position?.file ?? "inside");
          assert.ok(!file.startsWith("..") && !file.startsWith("/"), file);
        },
      ),
    );
  });
});

describe("Where a project is in its repository", () => {
  const root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "repository-"));
  const project = path.join(root, "infra", "risk");
  before(() => {
    fs.mkdirSync(path.join(project, "src"), { recursive: true });
    fs.writeFileSync(path.join(project, "Pulumi.yaml"), "");
  });
  after(() => fs.rmSync(root, { recursive: true }));

  it("is the path to its Pulumi.yaml, also from a directory below; nothing where there is no repository or no project", () => {
    assert.equal(projectPath(project), "");
    fs.mkdirSync(path.join(root, ".git"));
    assert.equal(projectPath(project), "infra/risk");
    assert.equal(projectPath(path.join(project, "src")), "infra/risk");
    assert.equal(projectPath(root), "");
  });
});
