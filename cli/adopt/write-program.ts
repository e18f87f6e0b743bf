import fs from "node:fs/promises";
import path from "node:path";
import { ifMissing } from "../output-file.js";
import { orRefuse, requireWritable } from "./destination-refusals.js";

/** Writes the whole program or nothing: a truncated program would make the next "pulumi up" destroy what it no longer declares. */
export async function writeProgram(file: string, program: string, replace: boolean): Promise<void> {
  await orRefuse(file, async () => {
    // Writes to the target of a link, so that the link remains.
    const destination = (await fs.realpath(file).catch(ifMissing)) ?? file;
    const existing = await fs.stat(destination).catch(ifMissing);
    const temporary = path.join(
      path.dirname(destination),
      `.${path.basename(destination)}.${process.pid}.tmp`,
    );
    try {
      await fs.writeFile(temporary, program, {
        flag: "wx",
        flush: true,
        ...(existing === undefined ? {} : { mode: existing.mode }),
      });
      // Reading the settings took a while: someone may have created the file since the first check.
      await requireWritable(file, replace);
      await fs.rename(temporary, destination);
    } catch (error) {
      await fs.rm(temporary, { force: true });
      throw error;
    }
  });
}
