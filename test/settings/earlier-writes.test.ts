import assert from "node:assert/strict";
import fc from "fast-check";
import { omit, pick } from "../../provider/settings/settings.js";
import { EarlierWrites } from "../../provider/settings/write/earlier-writes.js";
import { type Toy, toy } from "./toy-settings.js";

const NAMES = ["a", "b", "c", "d"];
const all = (value: number, names = NAMES): Toy => Object.fromEntries(names.map((name) => [name, value]));
const BEFORE = all(1);
const THEIRS = all(3);
/** Names of settings that are written, and of others that are still to be written. */
const names = fc
  .tuple(fc.subarray(NAMES, { minLength: 1 }), fc.subarray(NAMES))
  .map(([sent, owned]) => ({ sent, unsent: owned.filter((name) => !sent.includes(name)) }));

/** An operation that owns these settings, and what it sends of them. */
function begin(
  { sent, unsent }: { readonly sent: string[]; readonly unsent: string[] },
  isMapWiped = () => false,
) {
  const earlier = new EarlierWrites<Toy>({ isMapWiped }, all(2, [...sent, ...unsent]), BEFORE);
  const wanted = all(2, sent);
  return { earlier, wanted, applied: { ...BEFORE, ...wanted } };
}

describe("What was there before the writes of an operation", () => {
  it("is the latest read, as long as there are none", () => {
    fc.assert(
      fc.property(toy, toy, toy, (owned, first, second) => {
        const earlier = new EarlierWrites<Toy>({ isMapWiped: () => true }, owned, first);
        earlier.see(second);
        assert.deepEqual([earlier.before, earlier.rest], [second, second]);
        assert.ok(!earlier.mayHaveApplied && !earlier.isRestUnverified);
      }),
    );
  });

  it("is not what they have written, whether a read shows them applied or not", () => {
    fc.assert(
      fc.property(names, fc.boolean(), (names, isApplied) => {
        const { earlier, wanted, applied } = begin(names);
        earlier.add(wanted);
        earlier.see(isApplied ? applied : BEFORE);
        assert.deepEqual(earlier.before, BEFORE);
        assert.deepEqual(earlier.rest, omit(BEFORE, names.sent));
        assert.deepEqual(earlier.written(THEIRS), pick(THEIRS, names.sent));
        assert.ok(earlier.mayHaveApplied);
      }),
    );
  });

  it("is what somebody else has set since: unwritten settings only if the rest was verified, and none that is not owned", () => {
    fc.assert(
      fc.property(names, fc.boolean(), (names, isVerified) => {
        const { earlier, wanted, applied } = begin(names);
        earlier.add(wanted, isVerified ? applied : undefined);
        earlier.see(THEIRS);
        const theirs = [...names.sent, ...(isVerified ? names.unsent : [])];
        assert.deepEqual(earlier.before, { ...BEFORE, ...pick(THEIRS, theirs) });
      }),
    );
  });
});

describe("The rest of an operation's settings", () => {
  it("is unverified after a write until somebody says otherwise, or a read shows at once that it is not wiped", () => {
    fc.assert(
      fc.property(names, fc.boolean(), fc.boolean(), (names, isSeen, isWiped) => {
        const { earlier, wanted, applied } = begin(names, () => isWiped);
        earlier.add(wanted, isSeen ? applied : undefined);
        assert.equal(earlier.isRestUnverified, !isSeen || isWiped);
      }),
    );
  });

  it("stays unverified after another write that wipes nothing: somebody may have enabled a setting meanwhile", () => {
    fc.assert(
      fc.property(names, (names) => {
        let isWiped = true;
        const { earlier, wanted, applied } = begin(names, () => isWiped);
        earlier.add(wanted, applied);
        isWiped = false;
        earlier.add(all(2, names.unsent), applied);
        assert.ok(earlier.isRestUnverified);
        assert.deepEqual(earlier.rest, omit(BEFORE, [...names.sent, ...names.unsent]));
      }),
    );
  });
});
