import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Reply } from "../request-and-answer.js";
import type { Fault } from "./ready-made-faults.js";

/** Sends a reply unchanged. */
export function send(outgoing: ServerResponse, { status, headers, text }: Reply): void {
  outgoing.writeHead(status, headers).end(text);
}

/**
 * Applies a fault to an exchange and returns the reply that is sent, if any.
 *
 * @param reply The API's answer; undefined if the request did not reach it.
 */
export function applyFault(
  outgoing: ServerResponse,
  fault: Fault,
  reply: Reply | undefined,
): Reply | undefined {
  switch (fault.kind) {
    case "answer":
      send(outgoing, fault.reply);
      return fault.reply;
    case "reset":
      outgoing.socket?.resetAndDestroy();
      return undefined;
    case "drop":
      outgoing.destroy();
      return undefined;
    case "hang":
      return undefined;
    case "truncate":
      if (reply !== undefined) {
        truncate(outgoing, reply);
      }
      return reply;
    case "drip":
      // Fails if the client disconnects meanwhile, which this fault is meant to cause.
      if (reply !== undefined) {
        drip(outgoing, reply, fault.every).catch(() => outgoing.destroy());
      }
      return reply;
  }
}

function truncate(outgoing: ServerResponse, { status, headers, text = "" }: Reply): void {
  const whole = Buffer.from(text);
  outgoing.writeHead(status, { ...headers, "content-length": String(whole.length + 1) });
  outgoing.write(whole.subarray(0, whole.length / 2), () => outgoing.destroy());
  if (whole.length < 2) {
    outgoing.flushHeaders();
  }
}

async function drip(outgoing: ServerResponse, { status, headers, text = "" }: Reply, every: number) {
  outgoing.writeHead(status, headers);
  for (const byte of Buffer.from(text)) {
    if (outgoing.destroyed) {
      return;
    }
    outgoing.write(Buffer.of(byte));
    await sleep(every);
  }
  outgoing.end();
}
