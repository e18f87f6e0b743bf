/** A longer text would not be read, and would push what matters off the screen. */
const LONGEST = 500;

/**
 * Foreign text made harmless: on one line, without what could steer a terminal, reorder a line, hide in it or not stand in XML, and no
 * longer than people read. For whatever an API, an administrator or a live setting says, before it is shown.
 */
export function oneLine(text: string, longest = LONGEST): string {
  // Cut first: what follows must not take time for a text that is not shown.
  const clean = text
    .slice(0, 4 * longest)
    .replace(/[\s\u2028\u2029]+/gu, " ")
    .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\ufffe\uffff]/gu, "\ufffd")
    .trim();
  const whole = text.length <= 4 * longest && clean.length <= longest;
  return whole ? clean : `${[...clean.slice(0, longest)].slice(0, -1).join("")}…`;
}
