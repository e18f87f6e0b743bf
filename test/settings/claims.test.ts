import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { Claims } from "../../provider/settings/ownership/claims.js";
import { OtherProcesses } from "../../provider/settings/ownership/other-processes.js";
import type { Toy } from "./toy-settings.js";

const ID = "an account";
const claims = () => new Claims<Toy>(new OtherProcesses("Toy", () => {}));
const checked = (
  urn: string,
  declared: string[],
  more: { siblings?: number; undecided?: string[] } = {},
) => ({ urn, siblings: 1, declared, undecided: [], ...more });

const ended = (urn: string) => ({ urn, siblings: 1, isRefused: false });

/** Whether a promise is settled without any wait. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  void promise.then(() => {
    settled = true;
  });
  await setImmediate();
  return settled;
}

/** What is announced to other processes, instead of a file. */
class Announced extends OtherProcesses {
  readonly settings: string[][] = [];

  override announce(_id: string, _urn: string | undefined, settings: readonly string[]): void {
    this.settings.push([...settings]);
  }
}

describe("Claims", () => {
  it("let a delete go on at once where no check has come, as in a destroy", async () => {
    assert.equal(await isSettled(claims().waitForOffers(ID, {})), true);
  });

  it("let a resource go on at once where it is the only one of its account", async () => {
    const mine = claims();
    mine.declare(ID, checked("a", ["one"]));
    mine.endCheck(ID, ended("a"));
    assert.equal(await isSettled(mine.waitForOffers(ID, { one: 1 })), true);
  });

  it("of a failed operation are withdrawn with one note to other processes, however many settings it was to adopt", () => {
    const others = new Announced("Toy", () => {});
    const mine = new Claims<Toy>(others);
    const names = Array.from({ length: 100 }, (_, index) => `s${index}`);
    mine.declare(ID, checked("a", [...names, "kept"]));
    mine.withdraw(ID, Object.fromEntries(names.map((name) => [name, 1])));
    assert.deepEqual(others.settings, [[...names, "kept"], ["kept"]]);
    assert.deepEqual(mine.successors(ID, { s0: 1, kept: 1 }), { kept: 1 });
  });

  it("hold a resource up until the checks of its siblings have ended, and these have offered what they give up", async () => {
    const mine = claims();
    mine.declare(ID, checked("taker", ["one"], { siblings: 2 }));
    mine.endCheck(ID, ended("taker"));
    const waiting = mine.waitForOffers(ID, { one: 1 });
    assert.equal(await isSettled(waiting), false);
    mine.declare(ID, checked("giver", [], { siblings: 2 }));
    assert.equal(await isSettled(waiting), false);
    mine.endCheck(ID, ended("giver"));
    assert.equal(await isSettled(waiting), false);
    mine.handOver.offer({ id: ID, initial: { one: 7 }, settings: { one: 8 } });
    await waiting;
    assert.deepEqual(mine.handOver.takenInitial(ID, { one: 1 }), { one: 7 });
    assert.deepEqual(mine.handOver.takenRecord(ID, { one: 1 }), { settings: { one: 8 }, previous: {} });
  });

  it("hold a resource up until a sibling that was checked has offered what it gives up: its diff comes after its check", async () => {
    const mine = claims();
    mine.handOver.expect(ID, ["one"]);
    for (const [urn, declared] of [
      ["giver", []],
      ["taker", ["one"]],
    ] as const) {
      mine.declare(ID, checked(urn, [...declared], { siblings: 2 }));
      mine.endCheck(ID, ended(urn));
    }
    const waiting = mine.waitForOffers(ID, { one: 1 });
    assert.equal(await isSettled(waiting), false);
    mine.handOver.offer({ id: ID, initial: { one: 7 }, settings: { one: 8 } });
    await waiting;
    assert.deepEqual(mine.handOver.takenInitial(ID, { one: 1 }), { one: 7 });
  });

  it("hold a resource up for a sibling that is still to be checked, although the first check was refused for its inputs", async () => {
    const mine = claims();
    mine.endCheck(ID, { urn: "refused", siblings: 2, isRefused: true });
    const waiting = mine.waitForOffers(ID, {});
    assert.equal(await isSettled(waiting), false);
    mine.declare(ID, checked("sibling", ["one"], { siblings: 2 }));
    mine.endCheck(ID, ended("sibling"));
    await waiting;
    assert.deepEqual(mine.successors(ID, { one: 1 }), { one: 1 });
  });

  it("do not hold up for a sibling whose check was refused", async () => {
    const mine = claims();
    mine.declare(ID, checked("a", ["one"], { siblings: 2 }));
    mine.endCheck(ID, ended("a"));
    mine.endCheck(ID, { ...ended("b"), isRefused: true });
    assert.equal(await isSettled(mine.waitForOffers(ID, { one: 1 })), true);
  });

  it("know no successor where the resource that declares a setting was refused", () => {
    const mine = claims();
    mine.declare(ID, checked("a", ["one"]));
    mine.declare(ID, checked("b", ["two"]));
    mine.endCheck(ID, { ...ended("b"), isRefused: true });
    assert.deepEqual(mine.successors(ID, { one: 1, two: 2 }), { one: 1 });
  });

  it("keep the resource that was first where another one declares the same and is refused", () => {
    const mine = claims();
    mine.declare(ID, checked("a", ["one"]));
    mine.declare(ID, checked("b", ["one"]));
    mine.endCheck(ID, { ...ended("b"), isRefused: true });
    assert.deepEqual(mine.successors(ID, { one: 1 }), { one: 1 });
  });

  it("tell other processes what a resource declares, and that it is nothing where that is refused", () => {
    const told: (readonly [string, readonly string[]])[] = [];
    class Others extends OtherProcesses {
      override announce(_id: string, urn: string, settings: readonly string[]): void {
        told.push([urn, settings]);
      }
    }
    const mine = new Claims<Toy>(new Others("Toy", () => {}));
    mine.declare(ID, checked("a", ["one", "two"]));
    mine.endCheck(ID, { ...ended("a"), isRefused: true });
    mine.declare(ID, checked("b", ["one", "two"]));
    mine.endCheck(ID, ended("b"));
    mine.withdraw(ID, { one: 1 });
    assert.deepEqual(told, [
      ["a", ["one", "two"]],
      ["a", []],
      ["b", ["one", "two"]],
      ["b", ["two"]],
    ]);
  });

  it("know of an account that a refused resource has on record, until that is checked again", () => {
    const mine = claims();
    mine.hold(ID, "b");
    assert.equal(mine.isHeld(ID), true);
    mine.declare(ID, checked("b", ["two"]));
    assert.equal(mine.isHeld(ID), false);
  });

  it("name the resource that has declared a setting already, and not the same one that is checked again", () => {
    const mine = claims();
    assert.deepEqual(mine.declare(ID, checked("a", ["one"])), []);
    assert.deepEqual(mine.declare(ID, checked("a", ["one"])), []);
    assert.deepEqual(mine.declare(ID, checked("b", ["one", "two"])), [{ setting: "one", urn: "a" }]);
  });

  it("do not name a resource that may turn out not to declare a setting, but know it as a successor", () => {
    const may = (urn: string) => checked(urn, ["one"], { undecided: ["one"] });
    for (const [first, second] of [
      [may("a"), checked("b", ["one"])],
      [checked("a", ["one"]), may("b")],
      [may("a"), may("b")],
    ] as const) {
      const mine = claims();
      assert.deepEqual(mine.declare(ID, first), []);
      assert.deepEqual(mine.declare(ID, second), []);
      assert.deepEqual(mine.successors(ID, { one: 1 }), { one: 1 });
    }
  });

  it("name the resource that certainly declares a setting, whoever else may", () => {
    const mine = claims();
    mine.declare(ID, checked("a", ["one"]));
    mine.declare(ID, checked("b", ["one"], { undecided: ["one"] }));
    assert.deepEqual(mine.declare(ID, checked("c", ["one"])), [{ setting: "one", urn: "a" }]);
  });

  it("know no successor any more where the one that declared a setting has failed", () => {
    const mine = claims();
    mine.declare(ID, checked("new", ["one"]));
    assert.deepEqual(mine.successors(ID, { one: 1, two: 2 }), { one: 1 });
    mine.withdraw(ID, { one: 1 });
    assert.deepEqual(mine.successors(ID, { one: 1, two: 2 }), {});
  });

  it("keep what was offered first: the one that remembers longest knows best", () => {
    const mine = claims();
    mine.handOver.offer({ id: ID, initial: { one: 1 }, settings: {} });
    mine.handOver.offer({ id: ID, initial: { one: 2, two: 2 }, settings: {} });
    assert.deepEqual(mine.handOver.takenInitial(ID, { one: 0, two: 0 }), { one: 1, two: 2 });
  });
});
