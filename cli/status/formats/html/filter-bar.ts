import { type Html, html, trusted } from "./html.js";

/** A filter for the rows, and how many rows match. The style sheet has a rule for each id. */
export interface Choice {
  readonly id: "drift" | "failed" | "undeclared";
  readonly label: string;
}

/**
 * Filters and searches the rows of the table "settings" below it. The style sheet filters, the script searches.
 *
 * @param placeholder Says what can be searched for.
 */
export function filterBar(choices: readonly Choice[], placeholder: string): Html {
  const radios = [{ id: "all", label: "All" }, ...choices].map(
    ({ id, label }) =>
      html`<label><input type="radio" name="show" id="show-${id}"${trusted(id === "all" ? " checked" : "")}> ${label}</label> `,
  );
  return html`<div class="tools"><fieldset><legend>Show</legend>${radios}</fieldset>
<label hidden>Search <input type="search" id="search" placeholder="${placeholder}"></label> <output id="found" for="search"></output></div>`;
}
