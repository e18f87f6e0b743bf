import fs from "node:fs";
import path from "node:path";
import { renderRiskModel } from "../provider/risk-model/picture/render.js";
import { exampleModel } from "./docs/example-model.js";
import { previewInTerminal, withReadmeProgram } from "./docs/preview.js";
import { review, withReview } from "./docs/review.js";
import { COLUMNS, screenshot } from "./docs/terminal.js";

const DOCS = path.join(__dirname, "..", "docs");

/** The pictures in the README. Tests compare them with what the code says today. */
export const RISK_MODEL = path.join(DOCS, "risk-model.svg");
export const PREVIEW = path.join(DOCS, "preview.svg");

/** Holds what a reviewer sees of a preview, compared likewise. */
export const GUIDES = path.join(DOCS, "guides.md");

export const riskModelPicture = (): string => renderRiskModel(exampleModel(), { format: "svg" });

async function main(): Promise<void> {
  fs.writeFileSync(RISK_MODEL, riskModelPicture());
  const bytes = await withReadmeProgram((project) => previewInTerminal(project, COLUMNS));
  fs.writeFileSync(PREVIEW, await screenshot("pulumi preview", bytes));
  const shown = await withReadmeProgram(review);
  fs.writeFileSync(GUIDES, withReview(fs.readFileSync(GUIDES, "utf8"), shown));
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
