import assert from "node:assert/strict";
import { join } from "node:path";
import ts from "typescript";

/** The library and the package, which are the same for each program. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** What the compiler says of a program in TypeScript that sees the package as `risk`. */
function problemsOf(statements: string): string[] {
  const file = join(__dirname, "program.ts");
  const text = `import * as risk from "../provider/index.js";\nconst accountId = "";\n${statements}`;
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.Node20,
    types: ["node"],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, version, ...rest) => {
    if (name === file) {
      return ts.createSourceFile(name, text, version);
    }
    if (!parsed.has(name)) {
      parsed.set(name, getSourceFile(name, version, ...rest));
    }
    return parsed.get(name);
  };
  const program = ts.createProgram([file], options, host);
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

describe("The compiler", function () {
  this.timeout(60_000);

  it("lets what a lookup answers be declared as it is, in both forms", () => {
    assert.deepEqual(
      problemsOf(`
        risk.getRiskBehaviors({ accountId }).then(({ behaviors }) => {
          new risk.RiskBehaviors("all", { accountId, behaviors });
          new risk.RiskBehaviors("some", {
            accountId,
            behaviors: { ...behaviors, imp_travel: { enabled: true, riskLevel: "high" } },
          });
        });
        new risk.RiskBehaviors("output", {
          accountId,
          behaviors: risk.getRiskBehaviorsOutput({ accountId }).behaviors,
        });`),
      [],
    );
  });

  it("refuses the provider of another package for a lookup, in the types that users get", () => {
    const [problem = "", ...others] = problemsOf(`
      import * as pulumi from "@pulumi/pulumi";
      import * as published from "../dist/provider/index.js";
      declare const foreign: pulumi.ProviderResource;
      published.getRiskBehaviors({ accountId }, { provider: foreign });`);
    assert.match(problem, /Property 'package' is missing in type 'ProviderResource'/);
    assert.deepEqual(others, []);
  });

  it("refuses a level that there is not, and half a behavior, by what is wrong with them", () => {
    for (const [behavior, says] of [
      [
        '{ enabled: true, riskLevel: "hihg" }',
        /^Type '"hihg"' is not assignable to type 'Input<"low" \| "medium" \| "high">'/,
      ],
      ["{ enabled: true }", /Property 'riskLevel' is missing in type '{ enabled: true; }'/],
    ] as const) {
      const problems = problemsOf(
        `new risk.RiskBehaviors("x", { accountId, behaviors: { imp_travel: ${behavior} } });`,
      );
      assert.equal(problems.length, 1);
      assert.match(problems.join(), says);
      assert.doesNotMatch(problems.join(), /name|description/);
    }
  });
});
