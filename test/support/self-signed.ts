import { generateKeyPairSync, sign } from "node:crypto";

interface Validity {
  /** Default: 127.0.0.1. */
  readonly address?: readonly [number, number, number, number];
  /** A name in place of the address. */
  readonly host?: string;
  /** The last second, as ASN.1 writes it. Default: in 2049. */
  readonly until?: string;
}

/** A certificate that no authority signed, as a Controller has one out of the box; made anew, so that no key is kept. */
export function selfSigned({ address = [127, 0, 0, 1], host, until = "491231235959Z" }: Validity = {}): {
  readonly cert: string;
  readonly key: string;
  readonly der: Buffer;
} {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(oid("2a8648ce3d040302"));
  const name = sequence(tlv(0x31, sequence(oid("550403"), tlv(0x0c, Buffer.from("Controller")))));
  const toBeSigned = sequence(
    tlv(0xa0, integer(2)),
    integer(1),
    algorithm,
    name,
    sequence(tlv(0x17, Buffer.from("200101000000Z")), tlv(0x17, Buffer.from(until))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    tlv(0xa3, sequence(certificateAuthority(), alternativeName(address, host))),
  );
  const signature = sign("sha256", toBeSigned, privateKey);
  const der = sequence(toBeSigned, algorithm, tlv(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const body = der.toString("base64").replace(/.{64}/g, "$&\n");
  return {
    der,
    cert: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** basicConstraints: CA:TRUE */
function certificateAuthority(): Buffer {
  return sequence(oid("551d13"), tlv(0x04, sequence(tlv(0x01, Buffer.from([0xff])))));
}

/** subjectAltName: IP:127.0.0.1, or DNS:controller.example */
function alternativeName(address: readonly number[], host: string | undefined): Buffer {
  const name = host === undefined ? tlv(0x87, Buffer.from(address)) : tlv(0x82, Buffer.from(host));
  return sequence(oid("551d11"), tlv(0x04, sequence(name)));
}

function integer(value: number): Buffer {
  return tlv(0x02, Buffer.from([value]));
}

function oid(hex: string): Buffer {
  return tlv(0x06, Buffer.from(hex, "hex"));
}

function sequence(...parts: Buffer[]): Buffer {
  return tlv(0x30, Buffer.concat(parts));
}

/** Tag, length, value: the one form of which all DER is made. */
function tlv(tag: number, value: Buffer): Buffer {
  const size = value.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), value]);
}
