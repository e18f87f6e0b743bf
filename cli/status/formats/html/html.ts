/** A piece of a page. Only {@link html} and {@link trusted} create one, so that no text gets in unescaped. */
export class Html {
  constructor(readonly source: string) {}
}

export type Content = string | number | Html | readonly Content[];

/** Markup with values, as text between tags or in quoted attributes. Values that are not markup are escaped. */
export function html(markup: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(String.raw({ raw: markup }, ...values.map(sourceOf)));
}

/** Markup made here from escaped texts. Never pass a text from elsewhere. */
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
