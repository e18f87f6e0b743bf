/** A piece of XML with all necessary escapes. Only the two functions below create one. */
export class Xml {
  constructor(readonly source: string) {}
}

export type Attributes = Readonly<Record<string, string | number>>;

export function element(name: string, attributes: Attributes, content: Xml | readonly Xml[] = []): Xml {
  const head = [
    name,
    ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(String(value))}"`),
  ].join(" ");
  const inside = content instanceof Xml ? content.source : content.map(({ source }) => source).join("\n");
  return new Xml(inside === "" ? `<${head}/>` : `<${head}>${inside}</${name}>`);
}

export function text(words: string): Xml {
  return new Xml(escaped(words));
}

function escaped(words: string): string {
  return words
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
