import { type Command, Option } from "commander";

/**
 * Adds the options to print and write a report, the same for every command that makes one.
 *
 * @param declarer Who declares the settings, for the help: "the stack".
 */
export function withReportOptions(command: Command, declarer: string): Command {
  return command
    .addOption(
      new Option("--format <format>", "how to print")
        .choices(["text", "json", "markdown", "junit", "sarif", "html"])
        .default("text"),
    )
    .addOption(
      new Option("--json", "the same as --format json: all values that are not secret").conflicts("format"),
    )
    .option(
      "-w, --write <file>",
      "also write it to a file, in the format of its extension: .txt .json .md .xml (JUnit) .sarif .html; may be repeated",
      (file: string, files: readonly string[] = []) => [...files, file],
    )
    .option(
      "--undeclared",
      `also list what the accounts and zones have that no resource of ${declarer} declares`,
    );
}
