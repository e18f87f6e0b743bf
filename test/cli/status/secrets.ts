import { SECRET, SIGNATURE } from "../../../provider/engine/pulumi-signatures.js";

/** A value as an export holds it if it is secret, with --show-secrets and without. */
export const secret = (value: unknown) => ({ [SIGNATURE]: SECRET, plaintext: JSON.stringify(value) });
export const encrypted = { [SIGNATURE]: SECRET, ciphertext: "v1:x" };
