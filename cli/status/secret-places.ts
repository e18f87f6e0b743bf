import { createHash } from "node:crypto";
import type { PlaceName } from "./report.js";

/** Identifies an account, a zone or a Controller where its id must not be stored. */
export function placeHash({ type, id }: Required<Pick<PlaceName, "type" | "id">>): string {
  return createHash("sha256").update(`${type} ${id}`).digest("hex");
}
