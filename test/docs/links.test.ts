import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

const root = path.join(__dirname, "..", "..");
const pages = [
  ...fs.readdirSync(root).filter((file) => file.endsWith(".md")),
  ...["docs", path.join("docs", "resources")].flatMap((directory) =>
    fs
      .readdirSync(path.join(root, directory))
      .filter((file) => file.endsWith(".md"))
      .map((file) => path.join(directory, file)),
  ),
];

describe("The documents", () => {
  for (const page of pages) {
    it(`${page} leads to files that are there`, () => {
      const text = fs.readFileSync(path.join(root, page), "utf8");
      const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, link = ""]) => link);
      const missing = links.filter((link) => !fs.existsSync(path.join(root, path.dirname(page), link)));
      assert.deepEqual(missing, []);
    });

    it(`${page} leads to headings that are there`, () => {
      const text = fs.readFileSync(path.join(root, page), "utf8");
      const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)/g)];
      const missing = links.flatMap(([, file = "", anchor = ""]) => {
        const target = file === "" ? page : path.join(path.dirname(page), file);
        return anchorsOf(target).includes(anchor) ? [] : `${file}#${anchor}`;
      });
      assert.deepEqual(missing, []);
    });
  }
});

/** As GitHub makes them of headings. */
function anchorsOf(page: string): string[] {
  const text = fs.readFileSync(path.join(root, page), "utf8");
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, "")
      .replaceAll(/\s/g, "-"),
  );
}
