/** Why a login that needs more than a password cannot work here. */
export const SECOND_FACTOR =
  "The Appgate user needs a second factor, which cannot be given here: exempt the user from multi-factor authentication for admins";
