/** What TLS says of a certificate that it does not accept, and what that means for who reads it. */
const FAULTS: readonly { readonly words: RegExp; readonly meaning: string }[] = [
  {
    words: /self[- ]signed certificate( in certificate chain)?|unable to (verify|get)[\w ]* certificate/,
    meaning:
      "is signed by an authority that is not known here. Name a file with that authority's certificate in NODE_EXTRA_CA_CERTS " +
      "before Pulumi starts. For Appgate, give the certificate in pem or pemFilepath",
  },
  {
    words: /certificate has expired|certificate is not yet valid/,
    meaning: "is not valid today. Have it renewed, or set the clock of this machine right",
  },
  {
    words: /does not match certificate's altnames/,
    meaning: "is for another name. Use the address that the certificate names",
  },
];

/** The text that follows "The certificate of that server", if a connection failed because of it. No retry helps. */
export function certificateFault(said: string): string | undefined {
  for (const { words, meaning } of FAULTS) {
    const found = words.exec(said)?.[0];
    if (found !== undefined) {
      return `${meaning} (${found})`;
    }
  }
  return undefined;
}

/** Whether something answered that does not speak TLS. No retry helps. */
export function speaksNoTls(said: string): boolean {
  return said.includes("wrong version number");
}
