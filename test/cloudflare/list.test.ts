import assert from "node:assert/strict";
import fc from "fast-check";
import { readList } from "../../provider/cloudflare/list.js";
import * as z from "../../provider/zod.js";
import { serving } from "../support/loopback.js";
import { client } from "./support.js";

const Item = z.object({ id: z.string() });

interface Told {
  readonly pages: boolean;
  readonly total: boolean;
  readonly size: boolean;
}

/** A server of a list, which tells of it what it likes to. */
function served<T>(ids: readonly string[], size: number, told: Told, use: (origin: string) => Promise<T>) {
  const asked: number[] = [];
  return serving(
    ({ path }, response) => {
      const page = Number(new URL(path, "http://x").searchParams.get("page"));
      asked.push(page);
      const result = ids.slice((page - 1) * size, page * size).map((id) => ({ id }));
      const result_info = {
        ...(told.size && { per_page: size }),
        ...(told.total && { total_count: ids.length }),
        ...(told.pages && { total_pages: Math.ceil(ids.length / size) }),
      };
      response.end(JSON.stringify({ success: true, errors: [], messages: [], result, result_info }));
    },
    async ({ origin }) => ({ read: await use(origin), asked }),
  );
}

const read = (origin: string) => readList(client(origin), "/list", Item);

describe("A list of Cloudflare", () => {
  it("is read whole and in its order, each page once, whatever its answers tell of it", async () => {
    const told = fc.record({ pages: fc.boolean(), total: fc.boolean(), size: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.nat(30), fc.integer({ min: 1, max: 7 }), told, async (count, size, told) => {
        const ids = Array.from({ length: count }, (_, index) => `item${index}`);
        const { read: list, asked } = await served(ids, size, told, read);
        assert.deepEqual(
          list.items.map(({ id }) => id),
          ids,
        );
        assert.equal(list.isComplete, true);
        assert.equal(new Set(asked).size, asked.length, "a page was asked for twice");
        const pages = Math.max(1, Math.ceil(count / size));
        // Where nothing is told, only an empty page is the end.
        const isTold = told.pages || told.total;
        assert.equal(asked.length, isTold || count === 0 ? pages : pages + 1);
      }),
      { numRuns: 60 },
    );
  });

  it("has each item once, although it moves to a later page while the list is read", async () => {
    const ids = ["a", "b", "b", "c"];
    const { read: list } = await served(ids, 2, { pages: true, total: true, size: true }, read);
    assert.deepEqual(
      list.items.map(({ id }) => id),
      ["a", "b", "c"],
    );
    assert.equal(list.isComplete, false);
  });

  it("ends where the same page comes again and again", async () => {
    const { read: list, asked } = await served(
      Array(100).fill("same"),
      1,
      { pages: false, total: false, size: false },
      read,
    );
    assert.deepEqual([list.items.length, asked.length], [1, 2]);
  });
});
