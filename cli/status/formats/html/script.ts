/** The page's script, for the search. Everything else works without it. */
export const SCRIPT = `
const search = document.getElementById("search");
const found = document.getElementById("found");
const count = (number) => number.toLocaleString("en-US");
const places = [...document.querySelectorAll("#settings tbody")];
let texts;
// A page without resources has nothing to search.
if (search !== null) search.parentElement.hidden = false;
search?.addEventListener("input", () => {
  texts ??= places.map((place) => place.textContent.toLowerCase());
  const words = search.value.toLowerCase().split(/\\s+/).filter((word) => word !== "");
  let shown = 0;
  places.forEach((place, index) => {
    const matches = words.every((word) => texts[index].includes(word));
    place.hidden = !matches;
    shown += matches ? 1 : 0;
  });
  found.textContent = words.length === 0 ? "" : count(shown) + " of " + count(places.length) + " match the search.";
});
`;
