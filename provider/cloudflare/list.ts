import * as z from "../zod.js";
import type { CloudflareClient, Page } from "./client.js";

/** The largest page size that every list allows. The API's answer tells the size that it used. */
const PAGE_SIZE = 1_000;
/** Protects against a list whose pages never end. */
const MOST_PAGES = 1_000;

interface Listed<T> {
  /** Each once, in the API's order. */
  readonly items: T[];
  /** Whether there are as many items as the API says. */
  readonly isComplete: boolean;
}

/**
 * Reads all pages of a list. The first page tells how many there are, and the others are requested in parallel. A change to the list
 * meanwhile may move an item to another page, so that it comes twice or not at all.
 */
export async function readList<T extends { readonly id: string }>(
  client: CloudflareClient,
  path: string,
  item: z.ZodType<T>,
): Promise<Listed<T>> {
  const schema = z.array(item);
  const read = (page: number) => client.getPage(path, { page, per_page: PAGE_SIZE }, schema);
  const first = await read(1);
  const count = pagesOf(first);
  const rest =
    count === undefined
      ? await readOn(first, read)
      : await Promise.all(Array.from({ length: Math.max(0, count - 1) }, (_, index) => read(index + 2)));
  const items = [
    ...new Map([first, ...rest].flatMap((page) => page.items.map((one) => [one.id, one]))).values(),
  ];
  return { items, isComplete: items.length >= (first.total ?? 0) };
}

/** The number of pages. Undefined if the API does not say. */
function pagesOf<T>({ items, pages, size = items.length, total }: Page<T>): number | undefined {
  const count = pages ?? (total === undefined ? undefined : Math.ceil(total / Math.max(1, size)));
  return count === undefined ? undefined : Math.min(count, MOST_PAGES);
}

/** Reads pages until one has no new item: past the end a page is empty, or repeats items. */
async function readOn<T extends { readonly id: string }>(
  first: Page<T>,
  read: (page: number) => Promise<Page<T>>,
): Promise<readonly Page<T>[]> {
  const pages: Page<T>[] = [];
  const seen = new Set<string>();
  let last = first;
  while (last.items.some(({ id }) => !seen.has(id)) && pages.length + 1 < MOST_PAGES) {
    for (const { id } of last.items) {
      seen.add(id);
    }
    last = await read(pages.length + 2);
    pages.push(last);
  }
  return pages;
}
