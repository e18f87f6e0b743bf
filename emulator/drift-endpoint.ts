import type { Received, Reply } from "./request-and-answer.js";

/** The emulator's own path. It is outside the APIs' paths, so that no API client calls it by mistake. */
export const DRIFT_PATH = "/emulator/drift";

/**
 * Answers requests to the emulator itself; undefined for any other request. A page in a browser cannot send one: it can neither choose the
 * host name nor send JSON without a preflight request.
 *
 * @param drift Makes a change, or throws an error that says what is wrong with it.
 */
export async function answerDriftRequest(
  request: Received,
  drift: (body: unknown) => Promise<void>,
): Promise<Reply | undefined> {
  const { fullPath, method, headers, body } = request;
  if (fullPath !== DRIFT_PATH) {
    return undefined;
  }
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? "")) {
    return problem(403, "Only 127.0.0.1 and localhost are answered here.");
  }
  if (method !== "POST") {
    return problem(405, "POST a drift here.");
  }
  if (body === undefined || !/^application\/json\b/.test(headers["content-type"] ?? "")) {
    return problem(400, "A drift is JSON, sent with the header content-type: application/json.");
  }
  try {
    await drift(body);
    return { status: 204, headers: {} };
  } catch (error) {
    return problem(400, error instanceof Error ? error.message : String(error));
  }
}

function problem(status: number, message: string): Reply {
  return { status, headers: { "content-type": "application/json" }, text: JSON.stringify({ message }) };
}
