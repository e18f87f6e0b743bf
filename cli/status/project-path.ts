import fs from "node:fs";
import path from "node:path";

const PROJECT_FILES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** The path of a Pulumi project from the root of its repository: "infra/risk". "" if the project is the root or there is no repository. */
export function projectPath(directory: string): string {
  const project = above(directory, PROJECT_FILES);
  // In a work tree, .git is a file.
  const repository = project === undefined ? undefined : above(project, [".git"]);
  return project === undefined || repository === undefined
    ? ""
    : path.relative(repository, project).split(path.sep).join("/");
}

/** The nearest directory, from this one upwards, that has one of the files. */
function above(directory: string, files: readonly string[]): string | undefined {
  if (files.some((file) => fs.existsSync(path.join(directory, file)))) {
    return directory;
  }
  const parent = path.dirname(directory);
  return parent === directory ? undefined : above(parent, files);
}
