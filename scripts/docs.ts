import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { SeedFile } from "../emulator/seed-schema.js";
import { renderRiskModel } from "../provider/risk-model/picture/render.js";
import { exampleModel } from "./docs/example-model.js";
import { previewInTerminal, withReadmeProgram } from "./docs/preview.js";
import { review, withReview } from "./docs/pull-request-output.js";
import { COLUMNS, screenshot } from "./docs/terminal.js";

const DOCS = path.join(__dirname, "..", "docs");

/** The generated files in docs/: pictures, and the schema of the emulator's seed. Tests compare them with the current output. */
export const RISK_MODEL = path.join(DOCS, "risk-model.svg");
export const PREVIEW = path.join(DOCS, "preview.svg");
export const SEED_SCHEMA = path.join(DOCS, "schemas", "emulator-seed.json");

/** Contains what a reviewer sees of a preview. Tests compare it in the same way. */
export const GUIDES = path.join(DOCS, "guides.md");

export function riskModelPicture(): string {
  return renderRiskModel(exampleModel(), { format: "svg" });
}

export function seedSchema(): string {
  const title = "What the emulator of pulumi-risk-posture holds at the start";
  const schema = { title, ...z.toJSONSchema(SeedFile, { io: "input", target: "draft-7" }) };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

async function main(): Promise<void> {
  fs.writeFileSync(SEED_SCHEMA, seedSchema());
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
