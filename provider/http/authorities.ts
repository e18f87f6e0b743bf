import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import * as tls from "node:tls";

/** There from Node 22.15 on. */
type Tls = typeof tls & { readonly getCACertificates?: (type: "default") => string[] };

/**
 * The certificates, as PEM, of all authorities that this process trusts. Who gives TLS a list of its own has to add them: the list takes
 * the place of what Node knows, and of what NODE_EXTRA_CA_CERTS names.
 */
export function usualAuthorities(): string[] {
  const { getCACertificates, rootCertificates }: Tls = tls;
  return getCACertificates?.("default") ?? [...rootCertificates, ...extraAuthorities()];
}

/** An older Node does not tell what it has read. It warns of what it cannot read, and goes on without. */
function extraAuthorities(): string[] {
  try {
    const text = readFileSync(process.env["NODE_EXTRA_CA_CERTS"] ?? "", "utf8");
    const blocks = text.match(/-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----/gs) ?? [];
    return blocks.filter(isCertificate);
  } catch {
    return [];
  }
}

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}
