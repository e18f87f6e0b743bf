export const ACCOUNT = "699d98642c564d2e855e9661899b7252";
export const ZONE = "023e105f4ecef8ad9ca31a8372d0c353";
/** A token that no output may ever contain. */
export const TOKEN = "canary-token-2f1c7b";

/** A well-formed id for each text of hexadecimal digits: `id("a1")`. */
export const id = (digits: string): string => digits.padEnd(32, "0");
