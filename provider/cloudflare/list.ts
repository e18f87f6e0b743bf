import * as z from "../zod.js";
import type { CloudflareClient, Page } from "./client.js";

/** The most that every list allows. What the API makes of it is read from its answer. */
const PAGE_SIZE = 1_000;
/** A list whose pages never end is no list. */
const MOST_PAGES = 1_000;

interface Listed<T> {
  /** Each once, in the API's order. */
  readonly items: T[];
  /** Whether as many came as the API says that there are. */
  readonly isComplete: boolean;
}

/**
 * Reads all pages of a list: the first one tells how many there are, and the others are asked for side by side. Whatever changes
 * meanwhile may move an item to a page that is read later, so that it comes twice, or not at all.
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

/** Undefined where the API does not say. */
function pagesOf<T>({ items, pages, size = items.length, total }: Page<T>): number | undefined {
  const count = pages ?? (total === undefined ? undefined : Math.ceil(total / Math.max(1, size)));
  return count === undefined ? undefined : Math.min(count, MOST_PAGES);
}

/** A page past the end is empty. One that brings nothing new must not be taken for the beginning of more. */
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
