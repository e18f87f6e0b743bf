import assert from "node:assert/strict";
import fc from "fast-check";
import { backendFrom } from "../../../cli/backend-url.js";
import { namesFrom } from "../../../cli/fleet/stack-names.js";

describe("The list of stacks", () => {
  it("has one name a line, each once, without comments and empty lines", () => {
    assert.deepEqual(namesFrom("# all\r\norganization/a/dev\r\n\n  b # second\norganization/a/dev\n"), [
      "organization/a/dev",
      "b",
    ]);
    assert.deepEqual(namesFrom("\n# none\n"), []);
  });
});

describe("The URL of a backend", () => {
  for (const [url, shown] of [
    ["file://~", "file://~"],
    ["file:///home/me:you@work/state", "file:///home/me:you@work/state"],
    ["s3://bucket?region=eu-1&prefix=a", "s3://bucket?region=eu-1&prefix=a"],
    [
      "s3://b?endpoint=minio.example.com:9000&sslmode=x#a",
      "s3://b?endpoint=minio.example.com:9000&sslmode=x#[redacted]",
    ],
    ["postgres://host:5432/db?sslmode=disable", "postgres://host:5432/db?sslmode=disable"],
    ["postgres://me:p%40ss:w/o@rd@host:5432/db", "postgres://[redacted]@host:5432/db"],
    ["postgres://me:12/34@host/db", "postgres://[redacted]@host/db"],
    ["postgres://me:p?ss@host/db", "postgres://[redacted]@host/db"],
    ["https://canary@api.example.com", "https://[redacted]@api.example.com"],
    ["postgres://host/db?user=me&password=canary", "postgres://host/db?user=me&password=[redacted]"],
    ["postgres://host:5432/db?password=can@ary", "postgres://host:5432/db?password=[redacted]"],
    ["postgres://host/db?PWD=canary", "postgres://host/db?PWD=[redacted]"],
    ["postgres://host/db?user=c@nary", "postgres://host/db?user=[redacted]"],
    [
      "s3://bucket?region=eu-1&credential=ab&canary",
      "s3://bucket?region=eu-1&credential=[redacted]&[redacted]",
    ],
    ["s3://bucket?endpoint=https://key:canary@minio", "s3://bucket?endpoint=[redacted]"],
    ["azblob://c?sv=1&sig=ab%2fcd%3D", "azblob://c?sv=[redacted]&sig=[redacted]"],
  ] as const) {
    it(`is shown without what is secret in it: ${shown}`, () => {
      assert.equal(backendFrom(url).shown, shown);
    });
  }

  it("hides its password in what the Pulumi CLI says, also as somebody else spells it", () => {
    const { redact } = backendFrom("postgres://me:p%40ss@host/db");
    assert.equal(
      redact('dial "postgres://me:p%40ss@host/db": password p@ss'),
      'dial "postgres://[redacted]@host/db": password [redacted]',
    );
    assert.equal(redact("some name"), "some name");
  });

  it("hides a token that stands where a user would", () => {
    const { redact } = backendFrom("https://c%21nary@api.example.com");
    assert.equal(redact("token c%21nary, c!nary"), "token [redacted], [redacted]");
  });

  const secret = fc.string({ unit: fc.constantFrom(..."aZ09!'()*~+ &/@:?#%=é-_.".split("")), minLength: 1 });
  const escapes: readonly ((text: string) => string)[] = [
    encodeURIComponent,
    (text) => encodeURIComponent(text).replace(/%../g, (sign) => sign.toLowerCase()),
    (text) => new URLSearchParams([["", text]]).toString().slice(1),
    (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""),
  ];

  it("hides every password, however it is escaped in the URL, and however in what is said", () => {
    // Not a part of what else is said.
    const marked = secret.map((text) => `<${text}>`);
    fc.assert(
      fc.property(marked, fc.constantFrom(...escapes), (text, escaped) => {
        for (const url of [
          `postgres://me:${escaped(text)}@host/db`,
          `s3://bucket?pwd=${escaped(text)}&x=<y>`,
        ]) {
          const { shown, redact } = backendFrom(url);
          assert.equal(
            shown,
            url.startsWith("s3")
              ? "s3://bucket?pwd=[redacted]&x=[redacted]"
              : "postgres://[redacted]@host/db",
          );
          for (const said of [url, text, escaped(text), encodeURIComponent(text)]) {
            const heard = redact(said);
            assert.ok(
              ![text, escaped(text), encodeURIComponent(text)].some((form) => heard.includes(form)),
              heard,
            );
          }
        }
      }),
    );
  });

  for (const url of ["", "stacks", "s3://"]) {
    it(`is refused where it is none: "${url}"`, () => {
      assert.throws(() => backendFrom(url), /^CommandError: --backend has to be the URL of a backend/);
    });
  }
});
