import type { Form } from "./forms/form.js";
import type { SettingsKind } from "./kind.js";
import type { Session } from "./session.js";
import type { Settings } from "./settings.js";

/** The resources of one type, in one engine operation. */
export interface Resource<S extends Settings> {
  readonly kind: SettingsKind<S>;
  readonly form: Form<S>;
  readonly session: Session<S>;
}
