export function isOne(settings: readonly string[]): boolean {
  return settings.length === 1;
}

export function themIn(settings: readonly string[]): string {
  return isOne(settings) ? "it" : "them";
}

/** "imp_travel, high_dlp" */
export function list(settings: readonly string[]): string {
  return settings.join(", ");
}
