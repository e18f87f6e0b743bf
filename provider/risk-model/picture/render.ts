import { type FindingsOptions, findings } from "../findings.js";
import type { RecordedRiskModel } from "../model.js";
import { type CountedEntitlements, countsOf } from "./entitlement-counts.js";
import { markdown } from "./markdown.js";
import { svg } from "./svg.js";
import { text } from "./text.js";

export interface RenderOptions extends FindingsOptions {
  /**
   * - `text` (default): a table for a terminal or a log
   * - `markdown`: a table for a comment on a pull request
   * - `svg`: a self-contained picture, with a description for screen readers
   */
  format?: "text" | "markdown" | "svg";
  /** The result of `getEntitlements`: each row then shows how many entitlements it decides about. Default: no counts. */
  entitlements?: CountedEntitlements;
}

/**
 * Shows a risk model as a 3 × 3 heat map, rows by the sensitivity of an entitlement and columns by the risk of a user, with the texts for
 * users and the {@link findings}. Texts of the Controller are shown as plain text, whatever they contain.
 *
 * ```ts
 * fs.writeFileSync("risk-model.svg", risk.renderRiskModel(model, { format: "svg" }));
 * ```
 */
export function renderRiskModel(model: RecordedRiskModel, options: RenderOptions = {}): string {
  const found = findings(model, options);
  const counts = options.entitlements === undefined ? undefined : countsOf(options.entitlements);
  switch (options.format) {
    case "svg":
      return svg(model, found, counts);
    case "markdown":
      return markdown(model, found, counts);
    default:
      return text(model, found, counts);
  }
}
