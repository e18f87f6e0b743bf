import assert from "node:assert/strict";
import { behaviors, on } from "./programs.js";
import { story, TOKEN, type Told } from "./world.js";

const KEY = "canary-key-90b1";
const EMAIL = "ops@example.com";
const NEXT_TOKEN = "canary-token-next-4410";
const permissions = ["Zero Trust Write"] as const;

const seed = {
  tokens: { [TOKEN]: { permissions }, [NEXT_TOKEN]: { permissions } },
  globalKeys: { [EMAIL]: KEY },
};
const none = { CLOUDFLARE_API_TOKEN: undefined };

story("Credentials in the environment", { seed, env: none }, (world) => {
  before(() => world.declare(behaviors({ imp_travel: on("low") })));

  it("are asked for in one line that names what to set, and nothing is sent without", async () => {
    const up = await world.up({ allowFailure: true });
    assert.notEqual(up.code, 0);
    assert.match(
      errorOf(up),
      /^No Cloudflare credentials: set cloudflare:apiToken .* or CLOUDFLARE_API_TOKEN; or cloudflare:apiKey and cloudflare:email, or CLOUDFLARE_API_KEY and CLOUDFLARE_EMAIL\.$/,
    );
    assert.deepEqual(up.sent, []);
  });

  it("can be an e-mail address and a key", async () => {
    const up = await world.up({ env: { CLOUDFLARE_API_KEY: KEY, CLOUDFLARE_EMAIL: EMAIL } });
    assert.deepEqual(usedIn(up), [{ key: KEY, email: EMAIL }]);
  });

  it("can be a token, which wins where both are set", async () => {
    const env = { CLOUDFLARE_API_TOKEN: TOKEN, CLOUDFLARE_API_KEY: KEY, CLOUDFLARE_EMAIL: EMAIL };
    assert.deepEqual(usedIn(await world.destroy({ env })), [{ token: `Bearer ${TOKEN}` }]);
  });
});

story("Credentials in the stack's configuration", { seed, env: none }, (world) => {
  const declare = (level: string) => world.declare(behaviors({ imp_travel: on(level) }));

  it("can be an e-mail address and a key", async () => {
    declare("low");
    await world.project.setConfig({ "cloudflare:apiKey": { secret: KEY }, "cloudflare:email": EMAIL });
    assert.deepEqual(usedIn(await world.up()), [{ key: KEY, email: EMAIL }]);
  });

  it("must not be of both kinds, and then nothing is sent", async () => {
    declare("medium");
    await world.project.setConfig({ "cloudflare:apiToken": { secret: TOKEN } });
    const up = await world.up({ allowFailure: true });
    assert.notEqual(up.code, 0);
    assert.match(
      errorOf(up),
      /^cloudflare:apiToken and cloudflare:apiKey are both set .*: remove one of them\.$/,
    );
    assert.deepEqual(up.sent, []);
  });

  it("can be a token, which wins over the environment", async () => {
    await world.project.run(["config", "rm", "cloudflare:apiKey"]);
    const up = await world.up({ env: { CLOUDFLARE_API_KEY: KEY, CLOUDFLARE_EMAIL: EMAIL } });
    assert.deepEqual(usedIn(up), [{ token: `Bearer ${TOKEN}` }]);
  });

  it("that are revoked make refresh and destroy name --run-program, which takes the new ones", async () => {
    world.emulator.tokens.delete(TOKEN);
    await world.project.setConfig({ "cloudflare:apiToken": { secret: NEXT_TOKEN } });
    for (const told of [
      await world.refresh({ allowFailure: true }),
      await world.destroy({ allowFailure: true }),
    ]) {
      assert.notEqual(told.code, 0);
      assert.match(
        errorOf(told),
        /Cloudflare does not accept the credentials of the configuration: .*add --run-program\. \[GET .*\]$/,
      );
      // The SDK's additional output has a colon at its end.
      assert.deepEqual(
        told.lines.filter((line) => /\.:|\.\./.test(line)),
        [],
      );
    }
    // As in examples/kubernetes-operator.
    const preview = await world.preview({ args: ["--refresh"], env: { PULUMI_RUN_PROGRAM: "true" } });
    assert.deepEqual(usedIn(preview), [{ token: `Bearer ${NEXT_TOKEN}` }]);
    assert.equal((await world.refresh({ args: ["--run-program"] })).code, 0);
    const destroy = await world.destroy({ args: ["--run-program"] });
    assert.deepEqual(usedIn(destroy), [{ token: `Bearer ${NEXT_TOKEN}` }]);
    assert.deepEqual(await world.resources(), {});
  });
});

/** The distinct credentials of the requests. */
function usedIn({ requests }: Told): object[] {
  const used = requests.map(({ headers }) => {
    const { authorization: token, "x-auth-key": key, "x-auth-email": email } = headers;
    return JSON.stringify({ token, key, email });
  });
  return [...new Set(used)].map((text) => JSON.parse(text));
}

/** The one error about the resource, on one line. */
function errorOf({ diagnostics }: Told): string {
  const about = diagnostics.filter(
    ({ severity, urn }) => severity === "error" && urn?.endsWith("::workforce"),
  );
  assert.equal(about.length, 1);
  const [line = "", ...more] = about.flatMap(({ message }) => message.trim().split("\n"));
  assert.deepEqual(more, []);
  return line;
}
