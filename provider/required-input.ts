/** zod's message if a required input is missing, or breaks the rule. */
export function required(rule: string) {
  return {
    error: ({ input }: { readonly input?: unknown }) =>
      input === undefined || input === null ? `is missing: it ${rule}` : rule,
  };
}
