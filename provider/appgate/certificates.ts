import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { InvalidValueError } from "../errors.js";

const BEGIN = "-----BEGIN CERTIFICATE-----";

/** The certificate in a file, PEM or DER, as PEM. */
export function certificateInFile(file: string): string {
  try {
    return pemOf(readFileSync(file));
  } catch (cause) {
    throw new InvalidValueError(`pemFilepath: ${file} is not a readable certificate, PEM or DER.`, { cause });
  }
}

/** The certificate that a text is, as PEM: as it is, or in base64, which fits in one line. */
export function certificateInText(text: string): string {
  try {
    return pemOf(text.includes(BEGIN) ? Buffer.from(text) : Buffer.from(text, "base64"));
  } catch {
    // Without the cause: whoever confuses certificate and key must not find the key in a message.
    throw new InvalidValueError("pem is not a certificate: PEM, or PEM or DER in base64.");
  }
}

/** Reads it too: TLS would take what is no certificate without a word, and trust nobody. */
function pemOf(content: Buffer): string {
  const certificate = new X509Certificate(content);
  const text = content.toString("latin1");
  // A PEM may hold several certificates, of which only the first was read.
  return text.includes(BEGIN) ? text : certificate.toString();
}
