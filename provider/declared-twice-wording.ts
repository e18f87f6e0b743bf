/** Messages about two resources that declare the same setting: in the program, which knows both, and by `check`, shown under one. */

const ADVICE = "declare it in one of them only";

/** A resource of the program: `FraudSettings "shop"`. */
interface Owner {
  readonly type: string;
  readonly name: string;
}

/** In the program. It names no account or zone: an id may be secret. */
export function bothManage(first: Owner, second: Owner, setting: string, place: string): string {
  const type = first.type === second.type ? "" : `${second.type} `;
  return `${first.type} "${first.name}" and ${type}"${second.name}" both manage ${setting} of the same ${place}: ${ADVICE}.`;
}

/** By `check`, behind the name of the setting. */
export function isManagedToo(owner: string): string {
  return `is managed by ${owner} too: ${ADVICE}`;
}
