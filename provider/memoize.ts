/** The promise for a key: the one that is pending or fulfilled, else a new one. A failure is not remembered. */
export function memoize<T>(
  promises: Map<string, Promise<T>>,
  key: string,
  make: () => Promise<T>,
): Promise<T> {
  const known = promises.get(key);
  if (known !== undefined) {
    return known;
  }
  const made = make();
  promises.set(key, made);
  made.catch(() => promises.delete(key));
  return made;
}
