/** A piece of a page. Only {@link html} and {@link trusted} make any, so that no text gets in unescaped. */
export class Html {
  constructor(readonly source: string) {}
}

export type Content = string | number | Html | readonly Content[];

/** Markup with values in it, as text between tags or in attributes in quotes. What is no markup already is escaped. */
export function html(markup: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(String.raw({ raw: markup }, ...values.map(sourceOf)));
}

/** Markup that was made here, of texts that were escaped: never a text of somebody else. */
export function trusted(source: string): Html {
  return new Html(source);
}

function sourceOf(content: Content): string {
  if (content instanceof Html) {
    return content.source;
  }
  return typeof content === "object" ? content.map(sourceOf).join("") : escaped(String(content));
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
