export interface Zone {
  name: string;
  zoneId: string;
  /** The token that reaches it. */
  region: "emea" | "us";
  /** The field of its login form that has the user's name. Empty: it has no login. */
  userField: string;
}

const COLUMNS = "name,zoneId,region,userField";

/** The zones in a file of comma-separated values. What is odd in it stops the program: a zone that is lost would be given back. */
export function zonesIn(text: string): Zone[] {
  // A spreadsheet writes other line ends, and a mark at the beginning.
  const [header, ...lines] = text.trim().split(/\r?\n/);
  if (header !== COLUMNS || lines.length === 0) {
    throw new Error(`The zones must begin with the line "${COLUMNS}", and there must be some.`);
  }
  const names = new Set<string>();
  return lines.map((line) => {
    const [name = "", zoneId = "", region, userField = ""] = line.split(",").map((field) => field.trim());
    if (region !== "emea" && region !== "us") {
      throw new Error(`The zone "${line}" names no region.`);
    }
    if (names.has(name)) {
      throw new Error(`Two zones are named "${name}".`);
    }
    names.add(name);
    return { name, zoneId, region, userField };
  });
}
