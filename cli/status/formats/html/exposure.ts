import { oneLine } from "../../../../provider/foreign-text.js";
import { LEVELS } from "../../../../provider/risk-model/model.js";
import type { Exposed } from "../../report.js";
import { OUTCOMES } from "../shared-wording.js";
import { type Html, html } from "./html.js";

/** The outcome for each entitlement by the user's risk level. */
export function exposureTable(exposure: readonly Exposed[]): Html {
  const rows = exposure.map(
    ({ name, siteName, sensitivity, outcomes }) =>
      html`<tr><th scope="row">${oneLine(name)}${siteName === undefined ? "" : html` <span>${oneLine(siteName)}</span>`}</th><td>${oneLine(sensitivity ?? "none")}</td>${LEVELS.map((risk) => html`<td>${OUTCOMES[outcomes[risk]]}</td>`)}</tr>\n`,
  );
  return html`<table class="exposure"><caption>What becomes of the entitlements that this user may view</caption>
<thead><tr><th scope="col">Entitlement</th><th scope="col">Sensitivity</th>${LEVELS.map((risk) => html`<th scope="col">At ${risk} risk</th>`)}</tr></thead>
<tbody>${rows}</tbody></table>`;
}
