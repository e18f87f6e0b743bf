export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The properties that the engine and a provider exchange. */
export type Props = Readonly<Record<string, Json>>;
