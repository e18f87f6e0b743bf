import { X509Certificate } from "node:crypto";
import { generate } from "selfsigned";

interface Validity {
  /** Default: 127.0.0.1. */
  readonly address?: string;
  /** A name instead of the address. */
  readonly host?: string;
  /** Default: in 2049. */
  readonly until?: Date;
}

export interface SelfSigned {
  readonly cert: string;
  readonly key: string;
  readonly der: Buffer;
}

/** A self-signed certificate, as a new Controller has one. It is generated each time, so that no key is stored. */
export async function selfSigned({
  address = "127.0.0.1",
  host,
  until = new Date("2049-12-31"),
}: Validity = {}): Promise<SelfSigned> {
  const { cert, private: key } = await generate([{ name: "commonName", value: "Controller" }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date("2020-01-01"),
    notAfterDate: until,
    extensions: [
      { name: "basicConstraints", cA: true },
      {
        name: "subjectAltName",
        altNames: [host === undefined ? { type: 7, ip: address } : { type: 2, value: host }],
      },
    ],
  });
  return { cert, key, der: new X509Certificate(cert).raw };
}
