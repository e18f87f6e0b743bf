import { z } from "zod";
import type { Request } from "../request-and-answer.js";
import { Refusal } from "./answers.js";
import type { ControllerState, User } from "./controller-state.js";
import type { Session } from "./sessions.js";

const LoginBody = z.object({
  providerName: z.string(),
  deviceId: z.guid(),
  username: z.string().nullish(),
  password: z.string().nullish(),
});

type Login = z.infer<typeof LoginBody>;

/** POST /login: one step, for scripts. The session of a user who needs a second factor stays partial. */
export function login(controller: ControllerState, request: Request) {
  const { userName, user } = identify(controller, parse(request));
  const session = controller.sessions.open(userName, { isPartial: user.needTwoFactorAuth });
  return describe(session, user);
}

/** POST /authentication: the first of two steps. The second one, GET /authorization, is not emulated. */
export function authenticate(controller: ControllerState, request: Request) {
  const { userName, user } = identify(controller, parse(request));
  return describe(controller.sessions.open(userName, { isPartial: true }), user);
}

function parse({ body }: Request): Login {
  if (body === undefined) {
    throw new Refusal(400, "bad request", "JSON error. Check the JSON format.");
  }
  const parsed = LoginBody.safeParse(body);
  if (parsed.success) {
    return parsed.data;
  }
  const errors = parsed.error.issues.map(({ path, message }) => ({ field: path.join("."), message }));
  throw new Refusal(
    422,
    "unprocessable entity",
    'Request validation error. Check "errors" array for details.',
    {
      errors,
    },
  );
}

function identify(controller: ControllerState, login: Login): { userName: string; user: User } {
  const provider = controller.identityProviders.find(({ name }) => name === login.providerName);
  const userName = login.username ?? "";
  const user = controller.users.get(userName);
  const isKnown = provider?.type === "Credentials" && user?.provider === provider.name;
  if (!isKnown || user.password !== login.password) {
    // A real body (sdpctl, pkg/auth/signin_test.go). It is an assumption that a wrong provider gets the same one.
    throw new Refusal(401, "unauthorized", "Invalid username or password.", { failureType: "Login" });
  }
  return { userName, user };
}

function describe(session: Session, user: User) {
  return {
    user: {
      name: session.userName,
      needTwoFactorAuth: user.needTwoFactorAuth,
      canAccessAuditLogs: false,
      privileges: user.privileges,
    },
    token: session.token,
    // Controllers write microseconds: 2021-06-05T06:43:44.101853Z
    expires: session.expires.toISOString().replace("Z", "000Z"),
  };
}
