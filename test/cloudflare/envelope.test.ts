import assert from "node:assert/strict";
import fc from "fast-check";
import { Envelope, said } from "../../provider/cloudflare/envelope.js";

const message = fc.record({ code: fc.integer(), message: fc.string() }, { requiredKeys: ["message"] });
const messages = fc.array(message);

describe("What Cloudflare says", () => {
  const asIs = (shown: string) => ({ shown, isAboutSubscription: false });
  const say = (errors: object[] | null, messages: object[] | null) =>
    said(Envelope.parse({ success: false, errors, messages, result: null }), asIs).shown;

  it("is all of it, wherever it stands", () => {
    fc.assert(
      fc.property(messages, messages, (errors, messages) => {
        const shown = say(errors, messages);
        assert.ok([...errors, ...messages].every(({ message }) => shown.includes(message.trim())));
      }),
    );
  });

  it("does not grow by being said twice", () => {
    fc.assert(
      fc.property(messages, (errors) => {
        assert.equal(say(errors, errors), say(errors, null));
        assert.equal(say(null, errors), say(errors, []));
      }),
    );
  });

  it("is what each message is made into before it is shown", () => {
    const envelope = {
      success: false,
      errors: [{ message: "a" }],
      messages: [{ message: "b" }, { message: "c" }],
    };
    const shown = (text: string) => asIs(text === "a" ? text : "not shown");
    assert.deepEqual(said(Envelope.parse(envelope), shown), asIs("a; not shown"));
  });

  it("is about a subscription if one of its messages is, whatever is shown of that", () => {
    const envelope = Envelope.parse({ success: false, errors: [{ message: "a" }, { message: "b" }] });
    for (const about of ["a", "b"]) {
      const show = (text: string) => ({ shown: "not shown", isAboutSubscription: text === about });
      assert.deepEqual(said(envelope, show), { shown: "not shown", isAboutSubscription: true });
    }
  });

  it("begins with the errors, and leaves out what is blank", () => {
    const details = [{ message: " the details " }, { message: "Bad Request" }, { message: " " }];
    assert.equal(say([{ code: 10400, message: "Bad Request" }], details), "Bad Request; the details");
  });
});
