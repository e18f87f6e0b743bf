// npm run sdks -- DIRECTORY: writes the plugin's SDKs for Node, Python and Go, each into its own folder.
import path from "node:path";
import { LANGUAGES, writeSdk } from "./go-tools/sdk.js";

async function main(directory: string | undefined): Promise<void> {
  if (directory === undefined) {
    throw new Error("Say where to write them: npm run sdks -- DIRECTORY");
  }
  for (const language of LANGUAGES) {
    const refused = await writeSdk(language, path.join(directory, language));
    if (refused !== undefined) {
      throw new Error(`The SDKs cannot be written: ${refused.refusal}`);
    }
    console.log(path.join(directory, language));
  }
}

void main(process.argv[2]);
