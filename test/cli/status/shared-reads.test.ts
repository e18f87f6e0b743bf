import assert from "node:assert/strict";
import { accessOf, clientFor } from "../../../cli/status/shared-reads.js";
import { startEmulator } from "../../../emulator/index.js";
import { resolveConnection } from "../../../provider/cloudflare/credentials.js";
import { ACCOUNT } from "../../support/ids.js";

describe("What stacks share", () => {
  it("is read once with the same credentials, wherever these come from", async () => {
    const emulator = await startEmulator();
    const at = { CLOUDFLARE_BASE_URL: emulator.cloudflareUrl };
    const token = "emulator-token";
    const configured = resolveConnection((key) => (key === "cloudflare:apiToken" ? token : undefined), at);
    const inherited = resolveConnection(() => undefined, { ...at, CLOUDFLARE_API_TOKEN: token });
    await accessOf(clientFor(configured), ACCOUNT);
    const once = emulator.requests.length;
    await accessOf(clientFor(inherited), ACCOUNT);
    assert.equal(emulator.requests.length, once);
    await emulator.close();
  });
});
