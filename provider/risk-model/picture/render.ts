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
   * - `svg`: a picture that needs nothing beside itself, with a description for screen readers
   */
  format?: "text" | "markdown" | "svg";
  /** What `getEntitlements` answers: each row then shows how many entitlements it decides about. Default: no counts. */
  entitlements?: CountedEntitlements;
}

/**
 * Shows a risk model as a 3 × 3 heat map, rows by the sensitivity of an entitlement and columns by the risk of a user, with what users
 * are told and what {@link findings} says. Texts of the Controller are shown as texts, whatever they hold.
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
