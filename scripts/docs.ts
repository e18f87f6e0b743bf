import fs from "node:fs";
import path from "node:path";
import { renderRiskModel } from "../provider/risk-model/picture/render.js";
import { exampleModel } from "./docs/example-model.js";

/** The picture in the README. */
export const PICTURE = path.join(__dirname, "..", "docs", "risk-model.svg");

export const picture = (): string => renderRiskModel(exampleModel(), { format: "svg" });

// A test imports this, to see that the picture is what the code makes.
if (require.main === module) {
  fs.mkdirSync(path.dirname(PICTURE), { recursive: true });
  fs.writeFileSync(PICTURE, picture());
}
