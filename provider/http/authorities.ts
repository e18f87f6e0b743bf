import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import * as tls from "node:tls";

/** `getCACertificates` exists from Node 22.15 on. */
type Tls = typeof tls & { readonly getCACertificates?: (type: "default") => string[] };

/**
 * The certificates, as PEM, of all authorities that this process trusts, those of NODE_EXTRA_CA_CERTS included. TLS uses a given list
 * instead of all these, so a caller with its own list must add them.
 */
export function usualAuthorities(): string[] {
  const { getCACertificates, rootCertificates }: Tls = tls;
  return getCACertificates?.("default") ?? [...rootCertificates, ...extraAuthorities()];
}

/** An older Node does not tell which certificates it has read. Skips what cannot be read, as Node does. */
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
