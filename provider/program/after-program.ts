/** Milliseconds. The SDK's reads take a few. A busy machine may take many times that, and half a second before an error does no harm. */
const UNTIL_EXPORTS_ARE_READ = 500;

/**
 * Makes a lookup fail no sooner than the SDK reads the program's exports, some disk reads after the program has run. A promise that is
 * rejected earlier counts as unhandled until then, and Node adds two lines of its own to the error.
 */
export async function afterProgram<T>(lookup: Promise<T>): Promise<T> {
  try {
    return await lookup;
  } catch (error) {
    await new Promise((resolve) => setTimeout(resolve, UNTIL_EXPORTS_ARE_READ));
    throw error;
  }
}
