import { UnavailableError } from "../errors.js";

/** What TLS says of a certificate that it does not accept, and what that means for who reads it. */
const FAULTS: readonly { readonly words: RegExp; readonly meaning: string }[] = [
  {
    words: /self[- ]signed certificate( in certificate chain)?|unable to (verify|get)[\w ]* certificate/,
    meaning:
      "is signed by an authority that is not known here. Give the authority's certificate in pem or pemFilepath",
  },
  {
    words: /certificate has expired|certificate is not yet valid/,
    meaning: "is not valid today. Have it renewed, or set the clock of this machine right",
  },
  {
    words: /does not match certificate's altnames/,
    meaning: "is for another name. Use the address that the certificate names as appgate:address",
  },
];

/** The same error in words of the field, where it is about the Controller's certificate. */
export function explainTls(error: unknown, { host }: URL): unknown {
  if (!(error instanceof UnavailableError)) {
    return error;
  }
  for (const { words, meaning } of FAULTS) {
    const said = words.exec(error.message)?.[0];
    if (said !== undefined) {
      const { method = "", path = "" } = error.request ?? {};
      return new UnavailableError(
        `The certificate of the Appgate Controller at ${host} ${meaning} (${said}).`,
        { request: { method, path } },
      );
    }
  }
  return error;
}
