import { type Html, html, trusted } from "./html.js";

/** What the rows can be filtered to, and how many there are: the style sheet has a rule for each id. */
export interface Choice {
  readonly id: "drift" | "failed" | "undeclared";
  readonly label: string;
}

/**
 * Filters and searches the rows of the table "settings" below it: filtered with the style sheet alone, searched with the script.
 *
 * @param placeholder What can be searched for.
 */
export function filterBar(choices: readonly Choice[], placeholder: string): Html {
  const radios = [{ id: "all", label: "All" }, ...choices].map(
    ({ id, label }) =>
      html`<label><input type="radio" name="show" id="show-${id}"${trusted(id === "all" ? " checked" : "")}> ${label}</label> `,
  );
  return html`<div class="tools"><fieldset><legend>Show</legend>${radios}</fieldset>
<label hidden>Search <input type="search" id="search" placeholder="${placeholder}"></label> <output id="found" for="search"></output></div>`;
}
