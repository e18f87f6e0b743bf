import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { AppgateArgs } from "../../provider/appgate/connection.js";
import { type Loopback, listen } from "../support/loopback.js";
import { selfSigned } from "../support/self-signed.js";

export const PASSWORD = "canary-p4ssword";
export const TOKEN = "canary-t0ken";

/** A Controller that refuses, and what people are told. */
export interface Refusing {
  readonly what: string;
  readonly args: AppgateArgs;
  readonly says: RegExp;
}

/** What a status means, wherever in a read it comes. The Controller repeats the secrets in its words and its id, as none should. */
const STATUSES: readonly (readonly [path: string, status: number, says: RegExp])[] = [
  [
    "login",
    401,
    /^The Appgate Controller does not accept the credentials: .* Check user, password and identity provider/,
  ],
  [
    "login",
    406,
    /^The Appgate Controller does not speak this API version: .* Set clientVersion to one that it speaks, or leave it out\. /,
  ],
  [
    "login",
    412,
    /^The Appgate user needs a second factor, .* exempt the user from multi-factor authentication/,
  ],
  ["login", 500, /^The Appgate Controller is unavailable: .* Try again\. /],
  ["risk-model", 401, /^The Appgate Controller does not accept the credentials: /],
  [
    "risk-model",
    403,
    /^The Appgate user lacks a permission: .* It may View Condition\. .*"View" on "Risk Model"\. /,
  ],
  [
    "risk-model",
    404,
    /^This Appgate Controller has no risk model: .* gone in API version 25: use Conditions there\. /,
  ],
  [
    "risk-model",
    406,
    /^The Appgate Controller does not speak this API version: .* Set clientVersion to one that it speaks, or leave it out\. /,
  ],
  ["risk-model", 412, /^The Appgate user needs a second factor/],
  ["risk-model", 500, /^The Appgate Controller is unavailable: .* Try again\. /],
];
const BOOTING: readonly (readonly [path: string, status: number, says: RegExp])[] = [
  ["version", 503, /^The Appgate Controller is unavailable: not in its own words\. Try again\. /],
  ["version", 200, /^The Appgate Controller does not tell which API versions it supports\./],
  ["login", 200, /answered with something that is not JSON: a page of HTML or XML/],
  ["risk-model", 200, /answered with something that is not JSON: a page of HTML or XML/],
  ["risk-model", 502, /^The Appgate Controller is unavailable: not in its own words\. Try again\. /],
];

/** Controllers that refuse in every way that there is, and one that gives no certificate to trust in every way that there is. */
export class RefusingControllers {
  private readonly servers: Server[] = [];
  private front: Loopback | undefined;
  readonly all: Refusing[] = [];

  async start(): Promise<void> {
    const front = await listen(({ path }, response) => {
      const [, , at, status, kind, asked] = /^\/((\w[\w-]*)-(\d+)-(\w+))\/admin\/([\w-]+)/.exec(path) ?? [];
      const refuses = at === asked;
      response.writeHead(refuses ? Number(status) : 200);
      const words = kind === "html" ? "<html>booting</html>" : JSON.stringify(refusal(asked));
      response.end(refuses ? words : JSON.stringify({ ...version, ...login }));
    });
    this.front = front;
    for (const [cases, kind] of [
      [STATUSES, "json"],
      [BOOTING, "html"],
    ] as const) {
      for (const [at, status, says] of cases) {
        const address = `${front.origin}/${at}-${status}-${kind}/admin`;
        this.all.push({ what: `${status} (${kind}) at ${at}`, args: { address, ...admin }, says });
      }
    }
    await this.certificate(
      "an unknown authority",
      {},
      false,
      /is signed by an authority that is not known here\. Name .* pem or pemFilepath \(self-signed certificate\)/,
    );
    await this.certificate(
      "an expired certificate",
      { until: new Date("2021-01-01") },
      true,
      /is not valid today\. Have it renewed, .*\(certificate has expired\)/,
    );
    await this.certificate(
      "a wrong host name",
      { address: "10.0.0.1" },
      true,
      /is for another name\. Use the address that the certificate names/,
    );
  }

  async stop(): Promise<void> {
    await this.front?.close();
    for (const server of this.servers) {
      server.close();
      server.closeAllConnections();
    }
  }

  private async certificate(
    what: string,
    validity: Parameters<typeof selfSigned>[0],
    isKnown: boolean,
    says: RegExp,
  ) {
    const { cert, key } = await selfSigned(validity);
    const server = createServer({ cert, key }, (_request, response) => response.end(JSON.stringify(version)));
    this.servers.push(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") {
      throw new Error("The server has no TCP address.");
    }
    const args = { address: `127.0.0.1:${address.port}`, ...admin, ...(isKnown ? { pem: cert } : {}) };
    this.all.push({
      what,
      args,
      says: new RegExp(`^The certificate of .* ${says.source}`),
    });
  }
}

const admin = { username: "admin", password: PASSWORD };
const version = { peerVersion: 23, lowestPeerVersionSupported: 21 };
const login = { token: TOKEN, user: { privileges: [{ type: "View", target: "Condition" }] } };
/** Before the login there is no token to repeat. */
const refusal = (asked: string | undefined) => ({
  id: asked === "login" ? PASSWORD : encodeURIComponent(TOKEN),
  message: `No: ${asked === "login" ? PASSWORD : `${PASSWORD}, ${TOKEN}`}.`,
});
