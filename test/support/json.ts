export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What travels between the engine and a provider. */
export type Props = Readonly<Record<string, Json>>;
