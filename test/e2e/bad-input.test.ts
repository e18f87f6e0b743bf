import assert from "node:assert/strict";
import { behaviors, code, criteria, fraud, on } from "./programs.js";
import { ACCOUNT, story, type Told, ZONE } from "./world.js";

/** Title, statement, and the text after the property's name in each property's error line. */
type Case = readonly [title: string, statement: string, expected: Readonly<Record<string, RegExp>>];

const cases: readonly Case[] = [
  [
    "in behaviors",
    behaviors(
      {
        imp_travel: on("High"),
        high_dlp: { enabled: "yes", riskLevel: "low" },
        sentinel_one: { enabled: true, riskLevel: "low", risk_level: "low" },
        idle_session: { enabled: true },
      },
      { account: ACCOUNT.toUpperCase(), onDestroy: "reset" },
    ),
    {
      accountId: /must be 32 lower-case hexadecimal characters/,
      "behaviors.imp_travel.riskLevel": /must be "low", "medium" or "high"/,
      "behaviors.high_dlp.enabled": /must be true or false/,
      "behaviors.sentinel_one.risk_level": /is not a known property: did you mean riskLevel\?$/,
      "behaviors.idle_session.riskLevel": /is missing: it must be "low", "medium" or "high"/,
      onDestroy: /must be "restore", "disable" or "retain"/,
    },
  ],
  [
    "in fraud settings",
    fraud(
      {
        userProfiles: "on",
        usernameExpressions: Array.from(
          { length: 11 },
          (_, index) => `http.request.body.form["u"][${index}]`,
        ),
        authenticationSettings: {
          successCriteria: { statusCodes: [200, 600] },
          failureCriteria: { statusCodes: Array.from({ length: 11 }, (_, index) => 400 + index) },
          otherCriteria: {},
        },
        userProfile: "enabled",
      },
      { zone: `${ZONE}0` },
    ),
    {
      zoneId: /must be 32 lower-case hexadecimal characters/,
      userProfiles: /must be "enabled" or "disabled"/,
      usernameExpressions: /must hold at most 10 expressions/,
      "authenticationSettings.successCriteria.statusCodes[1]": /must be an HTTP status code, 100 to 599/,
      "authenticationSettings.failureCriteria.statusCodes": /must hold at most 10 status codes/,
      "authenticationSettings.otherCriteria": /is not a known property/,
      userProfile: /is not a known property: did you mean userProfiles\?$/,
    },
  ],
  [
    "that is missing",
    behaviors({ imp_travel: { riskLevel: "low" } }, { account: code("config.get('accountId')") }),
    {
      accountId: /^is missing: it must be the id of the account or zone/,
      "behaviors.imp_travel.enabled": /^is missing: it must be true or false/,
    },
  ],
  [
    "that contradicts itself",
    fraud({ userProfiles: "disabled", ...criteria([200, 302], [302]) }),
    {
      "authenticationSettings.successCriteria.statusCodes": /needs userProfiles to be "enabled"/,
      "authenticationSettings.failureCriteria.statusCodes":
        /needs userProfiles|must not hold what successCriteria/,
    },
  ],
];

story("Bad input", {}, (world) => {
  for (const [title, statement, expected] of cases) {
    it(`${title} is refused by preview with one line for each property, and nothing is sent`, async () => {
      world.declare(statement);
      const preview = await world.preview({ allowFailure: true });
      assert.notEqual(preview.code, 0);
      assert.deepEqual(preview.sent, []);
      const problems = problemsOf(preview);
      assert.deepEqual(Object.keys(problems).sort(), Object.keys(expected).sort());
      for (const [property, text] of Object.entries(expected)) {
        assert.match(problems[property] ?? "", text);
      }
    });
  }

  const withoutArguments = {
    "new risk.RiskBehaviors('workforce')":
      "RiskBehaviors workforce has no arguments: give it accountId and behaviors.",
    "new risk.FraudSettings('shop')":
      "FraudSettings shop has no arguments: give it zoneId and the settings to manage.",
    "new risk.Provider('emea')": "Provider emea has no arguments: give it apiToken, or apiKey and email.",
    "exports.live = risk.getRiskBehaviors()":
      "accountId is missing: it must be the id of the account or zone, as text.",
    "exports.live = risk.getFraudSettingsOutput()":
      "zoneId is missing: it must be the id of the account or zone, as text.",
    [`new risk.RiskPosture('acme', { accounts: { emea: { accountId: '${ACCOUNT}', enableAllExcept: { keys: null } } } })`]:
      "RiskPosture acme, account emea: enableAllExcept.keys must be a list of the keys of behaviors, which may be [].",
  };
  for (const [statement, expected] of Object.entries(withoutArguments)) {
    it(`such as ${statement} is refused in a sentence, and is no TypeError`, async () => {
      world.declare(statement);
      const preview = await world.preview({ allowFailure: true });
      assert.notEqual(preview.code, 0);
      assert.deepEqual(errorsOf(preview), [expected]);
      assert.deepEqual(preview.sent, []);
    });
  }

  const adopt = {
    import: code(`{ import: ${JSON.stringify(ACCOUNT)} }`),
    id: code(`{ id: ${JSON.stringify(ZONE)} }`),
  };

  it("such as the option import is refused in one sentence that tells what to do", async () => {
    world.declare(behaviors({ imp_travel: on("low") }, { opts: adopt.import }));
    const preview = await world.preview({ allowFailure: true });
    assert.deepEqual(errorsOf(preview), [
      'RiskBehaviors does not take the option "import": declare the settings instead, creating the resource adopts what is there ' +
        "(to read settings without managing them, call getRiskBehaviors).",
    ]);
    assert.deepEqual(preview.sent, []);
  });

  it("such as the option id is refused in the same way", async () => {
    world.declare(fraud({ userProfiles: "enabled" }, { opts: adopt.id }));
    const preview = await world.preview({ allowFailure: true });
    assert.equal(errorsOf(preview).length, 1);
    assert.match(
      errorsOf(preview).join(),
      /^FraudSettings does not take the option "id": declare the settings/,
    );
    assert.deepEqual(preview.sent, []);
  });
});

function errorsOf({ diagnostics }: Told): string[] {
  return diagnostics.flatMap(({ severity, message }) => (severity === "error" ? message.trim() : []));
}

/** The problem of each property. The engine names the resource before it. */
function problemsOf(told: Told): Record<string, string> {
  const lines = errorsOf(told).map((line) => /resource '\w+' has a problem: (\S+) (.*)$/s.exec(line));
  return Object.fromEntries(lines.map((line) => [line?.[1] ?? "", line?.[2] ?? ""]));
}
