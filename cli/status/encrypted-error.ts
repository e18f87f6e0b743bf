import { CommandError } from "../exit.js";

/** A value that the export holds encrypted can be neither compared nor used. */
export class EncryptedError extends CommandError {
  constructor(what: string) {
    super(
      `${what} is encrypted in this export: make the export with "pulumi stack export --show-secrets", or run this command without --file in the project's directory.`,
    );
  }
}
