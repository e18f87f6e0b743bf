import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { Command, Option } from "commander";
import { createCommandLine } from "../../cli/command-line.js";

const page = fs.readFileSync(path.join(__dirname, "..", "..", "docs", "command-line.md"), "utf8");
const { commands } = createCommandLine(() => {});

interface Row {
  readonly flags: string;
  readonly meaning: string;
  readonly byDefault: string;
}

describe("docs/command-line.md", () => {
  for (const command of commands) {
    it(`lists the options of ${command.name()}, each of them and no other`, () => {
      const options = optionsOf(command).map(({ flags }) => flags);
      assert.ok(options.length > 0);
      assert.deepEqual(
        rowsOf(command).map(({ flags }) => flags),
        options,
      );
    });

    it(`has the choices and defaults of the options of ${command.name()}`, () => {
      for (const { flags, meaning, byDefault } of rowsOf(command)) {
        const option = optionsOf(command).find((each) => each.flags === flags);
        const choices = option?.argChoices ?? [];
        assert.deepEqual(
          choices.filter((choice) => !meaning.includes(`\`${choice}\``)),
          [],
          flags,
        );
        assert.ok(byDefault !== "", flags);
        const { defaultValue, envVar } = option ?? {};
        for (const word of [defaultValue, envVar].filter((each) => each !== undefined)) {
          assert.ok(byDefault.includes(`\`${word}\``), flags);
        }
      }
    });
  }

  it("has a section for each command, and no other command", () => {
    const sections = [...page.matchAll(/^## ([\w-]+): /gm)].map(([, name]) => name);
    assert.deepEqual(
      sections,
      commands.map((command) => command.name()),
    );
  });
});

/** The options of a command and of the commands below it. */
function optionsOf(command: Command): Option[] {
  return [...command.options, ...command.commands.flatMap(optionsOf)];
}

/** The rows of the table of options in the section of a command. */
function rowsOf(command: Command): Row[] {
  const [section = ""] = new RegExp(`^## ${command.name()}: .*?(?=^## |(?![^]))`, "ms").exec(page) ?? [];
  const [table = ""] = /^\| option \| meaning \| default \|\n(?:\|.*\n)+/m.exec(section) ?? [];
  const rows = table.matchAll(/^\| `(-[^`]+)` \| (.*?) \| (.*?) ?\|$/gm);
  return [...rows].map(([, flags = "", meaning = "", byDefault = ""]) => ({ flags, meaning, byDefault }));
}
