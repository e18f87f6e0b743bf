import fs from "node:fs";
import path from "node:path";

const MAIN = path.join(__dirname, "../../dist/plugin/main.js");

/** Makes an executable of the built plugin, as an installation would, and answers what Pulumi.yaml has to say of it. */
export function servePlugin(directory: string): object {
  const folder = path.join(directory, "plugin");
  fs.mkdirSync(folder);
  const script = `#!/bin/sh\nexec node "${MAIN}" "$@"\n`;
  fs.writeFileSync(path.join(folder, "pulumi-resource-risk-posture"), script, { mode: 0o755 });
  return { plugins: { providers: [{ name: "risk-posture", path: folder }] } };
}
