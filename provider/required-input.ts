/** How zod says that a required input is missing, or is not what the rule says. */
export function required(rule: string) {
  return {
    error: ({ input }: { readonly input?: unknown }) =>
      input === undefined || input === null ? `is missing: it ${rule}` : rule,
  };
}
