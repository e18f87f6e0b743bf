import { foreignName } from "./foreign-text.js";

/** More than these are not read. */
const MOST_SHOWN = 5;
const LONGEST_NAME = 60;

/** "low", "low and medium", "low, medium and high" */
export function enumeration(words: readonly string[], conjunction: "and" | "or" = "and"): string {
  const last = words.at(-1) ?? "";
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} ${conjunction} ${last}` : last;
}

/** `"low", "medium" or "high"` */
export function either(options: readonly string[]): string {
  return enumeration(
    options.map((option) => `"${option}"`),
    "or",
  );
}

/** Foreign names in a sentence: "imp_travel, high_dlp, a, b, c and 3 more". */
export function namesIn(names: Iterable<string>, quote = ""): string {
  const words = [...names].map((name) => `${quote}${foreignName(name, LONGEST_NAME)}${quote}`);
  const more = words.length - MOST_SHOWN;
  return more > 0 ? `${words.slice(0, MOST_SHOWN).join(", ")} and ${count(more)} more` : enumeration(words);
}

/** 1000 → "1,000" */
export function count(number: number): string {
  return number.toLocaleString("en-US");
}

/** "1 group", "3,000 groups" */
export function counted(number: number, noun: string, plural = `${noun}s`): string {
  return `${count(number)} ${number === 1 ? noun : plural}`;
}

/** "the policy" → "The policy" */
export function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Foreign text as a sentence: it ends with one full stop, or keeps its question or exclamation mark. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[?!]$/.test(trimmed) ? trimmed : `${trimmed.replace(/[\s.:;,]+$/, "")}.`;
}
