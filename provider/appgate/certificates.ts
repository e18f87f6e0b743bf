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

/** The certificate in a text: PEM, or PEM or DER in base64, which fits in one line. Returns PEM. */
export function certificateInText(text: string): string {
  try {
    return pemOf(text.includes(BEGIN) ? Buffer.from(text) : Buffer.from(text, "base64"));
  } catch {
    // Without the cause: if somebody gives the key instead of the certificate, no message may show the key.
    throw new InvalidValueError("pem is not a certificate: PEM, or PEM or DER in base64.");
  }
}

/** Also parses the certificate: TLS would accept anything else silently, and trust nobody. */
function pemOf(content: Buffer): string {
  const certificate = new X509Certificate(content);
  const text = content.toString("latin1");
  // A PEM may hold several certificates, and only the first was parsed.
  return text.includes(BEGIN) ? text : certificate.toString();
}
