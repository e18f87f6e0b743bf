/** In states, and on the wire between the engine and its plugins, an object that has this property with this value is a secret. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";
