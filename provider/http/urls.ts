/** The parameters behind the question mark. */
export type Query = Readonly<Record<string, string | number>>;

/** Appends a path to a base URL that may or may not end with a slash. */
export function join(base: URL, path: string, query: Query = {}): URL {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/+$/, "")}${path}`;
  for (const [name, value] of Object.entries(query)) {
    url.searchParams.set(name, String(value));
  }
  return url;
}
