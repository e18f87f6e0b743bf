import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import * as tls from "node:tls";

/** There from Node 22.15 on. */
type Tls = typeof tls & { readonly getCACertificates?: (type: "default") => string[] };

/**
 * The certificates, as PEM, of all authorities that this process trusts, those of NODE_EXTRA_CA_CERTS included. A list that TLS is given
 * replaces them all, so whoever gives one adds these.
 */
export function usualAuthorities(): string[] {
  const { getCACertificates, rootCertificates }: Tls = tls;
  return getCACertificates?.("default") ?? [...rootCertificates, ...extraAuthorities()];
}

/** An older Node does not say which ones it has read. What cannot be read is skipped, as Node does. */
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
