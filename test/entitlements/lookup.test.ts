import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type ControllerSeed, type Emulator, fault } from "../../emulator/index.js";
import { getEntitlements, getEntitlementsOutput } from "../../provider/entitlements/lookup.js";
import { InvalidValueError, PermissionError, ProtocolError } from "../../provider/errors.js";
import { adminArgs, asked, controlled, PASSWORD } from "../appgate/support.js";
import { checkAgainstContract } from "../emulator/contract.js";
import { rejection } from "../support/errors.js";
import { serving } from "../support/loopback.js";
import { shortRetries } from "../support/short-retries.js";

const CONDITION = "ee7b7e6f-e904-4b4f-a5ec-b3bef040643e";
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `5f2b7c1e-0000-4000-8000-${String(index).padStart(12, "0")}`,
    name: `e${index}`,
    riskSensitivity: "High" as const,
    tags: [index % 2 === 0 ? "even" : "odd"],
  }));
const args = ({ appgateUrl }: Emulator) => adminArgs({ address: appgateUrl });
const reads = ({ requests }: Emulator) =>
  requests.filter(({ path }) => path === "/entitlements").map(({ query }) => query);
const viewing = (scope?: object): ControllerSeed => ({
  users: {
    admin: {
      password: PASSWORD,
      privileges: [{ type: "View", target: "Entitlement", ...(scope === undefined ? {} : { scope }) }],
    },
  },
});

describe("getEntitlements", () => {
  shortRetries({ deadline: 500 });

  it("reads what decides about each entitlement, and nothing else of it, in one request of a session", async () => {
    const entitlements = [
      { id: many(1)[0]?.id ?? "", name: "Payroll", riskSensitivity: "High" as const, tags: ["secret-tag"] },
      {
        id: many(2)[1]?.id ?? "",
        name: "Build",
        conditions: [CONDITION],
        conditionLogic: "or" as const,
        disabled: true,
      },
    ];
    await controlled({ ...viewing(), entitlements }, async (emulator) => {
      const read = await getEntitlements(args(emulator));
      assert.deepEqual(read, {
        entitlements: [
          {
            id: entitlements[0]?.id,
            name: "Payroll",
            siteName: "Default Site",
            disabled: false,
            sensitivity: "high",
            conditions: [],
            conditionLogic: "and",
          },
          {
            id: entitlements[1]?.id,
            name: "Build",
            siteName: "Default Site",
            disabled: true,
            conditions: [CONDITION],
            conditionLogic: "or",
          },
        ],
        total: 2,
        complete: true,
        apiVersion: 23,
        minApiVersion: 21,
        maxApiVersion: 23,
      });
      const session = ["GET /version", "POST /login", "GET /entitlements", "POST /authentication/logout"];
      assert.deepEqual(asked(emulator), session);
      for (const recorded of emulator.requests) {
        checkAgainstContract(recorded);
      }
      assert.equal(await getEntitlements(args(emulator)), read, "the same call sends no further request");
      assert.equal(emulator.requests.length, session.length);
    });
  });

  for (const [minVersion, maxVersion, expected] of [
    [16, 16, /speaks API version 16, and the sensitivity of entitlements came with 17/],
    [17, 17, 17],
    [17, 18, 18],
    [19, 19, 19],
    [20, 20, 20],
    [21, 21, 21],
    [18, 22, 22],
    [20, 23, 23],
    [24, 24, 24],
    [23, 25, 24],
    [
      25,
      25,
      /needs API version 25 or newer, and the sensitivity of entitlements is gone since 25: use Conditions there, and take getEntitlements out of the program/,
    ],
  ] as const) {
    it(`of a Controller with versions ${minVersion} to ${maxVersion} ${expected instanceof RegExp ? "is refused before the login" : `reads in version ${expected}`}`, async () => {
      await controlled({ minVersion, maxVersion }, async (emulator) => {
        if (expected instanceof RegExp) {
          assert.match(
            (await rejection(getEntitlements(args(emulator)), InvalidValueError)).message,
            expected,
          );
          assert.deepEqual(asked(emulator), ["GET /version"]);
        } else {
          const { apiVersion, entitlements, total } = await getEntitlements(args(emulator));
          assert.deepEqual([apiVersion, entitlements.length, total], [expected, 4, 4]);
          const row = entitlements.find(({ name }) => name === "Payroll")?.sensitivity;
          assert.equal(row, "high");
          for (const recorded of emulator.requests) {
            checkAgainstContract(recorded);
          }
        }
      });
    });
  }

  it("asks for the rest where an answer does not hold all, whatever the end of a range means", async () => {
    for (const rangeEnd of ["inclusive", "exclusive"] as const) {
      await controlled({ entitlements: many(10), mostEntitlements: 4, rangeEnd }, async (emulator) => {
        const { entitlements, complete } = await getEntitlements(args(emulator));
        assert.deepEqual(
          entitlements.map(({ name }) => name),
          many(10).map(({ name }) => name),
        );
        assert.equal(complete, true);
        assert.deepEqual(reads(emulator), ["", "?range=4-10", "?range=8-10"]);
      });
    }
  });

  it("says that the list is not whole where no more comes, and does not ask for ever", async () => {
    await controlled({}, async (emulator) => {
      const body = { data: [{ id: "one", name: "one" }], range: "0-1/3" };
      emulator.faults.add(fault.answer(200, body), { path: "/entitlements" });
      const { entitlements, total, complete } = await getEntitlements(args(emulator));
      assert.deepEqual([entitlements.length, total, complete], [1, 3, false]);
      assert.equal(reads(emulator).length, 2);
    });
  });

  it("does not ask for ever where each answer has something new, and a total that it never reaches", async () => {
    let told = 0;
    const answers: Readonly<Record<string, () => object>> = {
      "/admin/version": () => ({ peerVersion: 24 }),
      "/admin/login": () => ({ token: "a-token" }),
      "/admin/entitlements": () => {
        told += 1;
        return { data: [{ id: `id-${told}`, name: "e" }], totalCount: 1_000_000_000 };
      },
    };
    await serving(
      // One that goes on for ever is refused at last.
      ({ path }, response) =>
        response.end(told > 2_000 ? "{}" : JSON.stringify(answers[path.split("?")[0] ?? ""]?.())),
      async ({ origin }) => {
        const { entitlements, complete } = await getEntitlements(adminArgs({ address: `${origin}/admin` }));
        assert.deepEqual([entitlements.length, complete], [1_000, false]);
      },
    );
  }).timeout(60_000);

  it("takes null for what is not there, and the number of another version for the total", async () => {
    await controlled({}, async (emulator) => {
      const data = [
        {
          id: null,
          name: "odd",
          siteName: null,
          disabled: null,
          riskSensitivity: null,
          conditions: null,
          conditionLogic: null,
        },
        { name: "new", riskSensitivity: "Critical" },
      ];
      emulator.faults.add(fault.answer(200, { data, totalCount: 2 }), { path: "/entitlements" });
      const { entitlements, total } = await getEntitlements(args(emulator));
      assert.deepEqual(entitlements, [
        { name: "odd", disabled: false, conditions: [], conditionLogic: "and" },
        { name: "new", sensitivity: "Critical", disabled: false, conditions: [], conditionLogic: "and" },
      ]);
      assert.equal(total, 2);
    });
  });

  it("gives those that the user may view, as if there were no others", async () => {
    await controlled({ ...viewing({ tags: ["odd"] }), entitlements: many(10) }, async (emulator) => {
      const { entitlements, total, complete } = await getEntitlements(args(emulator));
      assert.deepEqual([entitlements.length, total, complete], [5, 5, true]);
    });
  });

  it("names the privilege that is missing, and closes the session", async () => {
    const users = { admin: { password: PASSWORD, privileges: [{ type: "View", target: "RiskModel" }] } };
    await controlled({ users }, async (emulator) => {
      const { message } = await rejection(getEntitlements(args(emulator)), PermissionError);
      assert.match(message, /It may View RiskModel\. Give an .* role of the user "View" on "Entitlement"/);
      assert.equal(emulator.controller.openSessions, 0);
    });
  });

  it("does not take an odd answer for a Controller without entitlements", async () => {
    for (const body of [{}, [], { data: {} }, { data: [{ id: "no name" }] }]) {
      await controlled({}, async (emulator) => {
        emulator.faults.add(fault.answer(200, body), { path: "/entitlements" });
        await rejection(getEntitlements(args(emulator)), ProtocolError);
      });
    }
  });

  it("as an output takes outputs, and its answer is not secret although the password is", async () => {
    await controlled({}, async ({ appgateUrl }) => {
      const output = getEntitlementsOutput({
        address: pulumi.output(appgateUrl),
        username: "admin",
        password: pulumi.secret(PASSWORD),
      });
      assert.equal(await pulumi.isSecret(output), false);
      const count = await new Promise((resolve) =>
        output.apply(({ entitlements }) => resolve(entitlements.length)),
      );
      assert.equal(count, 4);
    });
  });
});
