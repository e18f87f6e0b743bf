export declare function withLock<T>(
  file: string,
  work: () => Promise<T>,
  options?: { onWait?: () => void },
): Promise<T>;
