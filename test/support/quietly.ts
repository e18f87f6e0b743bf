/** Runs work that prints for people, and returns its output instead of showing it among the test results. */
export async function quietly(work: () => Promise<void>): Promise<string> {
  const { write } = process.stdout;
  let printed = "";
  process.stdout.write = (text) => {
    printed += text;
    return true;
  };
  try {
    await work();
  } finally {
    process.stdout.write = write;
  }
  return printed;
}
