/** Milliseconds. The SDK's reads take a few; a busy machine may take many times that, and nobody misses half a second before an error. */
const UNTIL_EXPORTS_ARE_READ = 500;

/**
 * Lets a lookup fail no sooner than the SDK looks at the program's exports, which it does some reads of the disk after the program has
 * run. A promise that was rejected by then counts as unhandled for so long, and Node adds two lines of its own to the error.
 */
export async function afterProgram<T>(lookup: Promise<T>): Promise<T> {
  try {
    return await lookup;
  } catch (error) {
    await new Promise((resolve) => setTimeout(resolve, UNTIL_EXPORTS_ARE_READ));
    throw error;
  }
}
