import fs from "node:fs";
import path from "node:path";

const MAIN = path.join(__dirname, "../../dist/plugin/main.js");

/** Makes the built plugin executable, as an installation would. Returns the entry for Pulumi.yaml. */
export function servePlugin(directory: string): object {
  const folder = path.join(directory, "plugin");
  fs.mkdirSync(folder);
  const script = `#!/bin/sh\nexec node "${MAIN}" "$@"\n`;
  fs.writeFileSync(path.join(folder, "pulumi-resource-risk-posture"), script, { mode: 0o755 });
  return { plugins: { providers: [{ name: "risk-posture", path: folder }] } };
}
