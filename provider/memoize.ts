/** A Map, or a WeakMap. */
interface Mapping<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

/** The value for a key: the existing one, else a new one. */
export function getOrInsert<K, V>(map: Mapping<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) {
    return known;
  }
  const made = make();
  map.set(key, made);
  return made;
}

/** The promise for a key: the one that is pending or fulfilled, else a new one. A failure is not remembered. */
export function memoize<T>(
  promises: Map<string, Promise<T>>,
  key: string,
  make: () => Promise<T>,
): Promise<T> {
  return getOrInsert(promises, key, () => {
    const made = make();
    made.catch(() => promises.delete(key));
    return made;
  });
}
