import assert from "node:assert/strict";
import { checkConfiguration } from "../../plugin/configuration.js";
import { functions } from "../../plugin/functions.js";
import { resources } from "../../plugin/resources.js";
import schema from "../../plugin/schema.json";
import { fraudRules } from "../../provider/fraud-settings/kind.js";
import { behaviorRules } from "../../provider/risk-behaviors/kind.js";
import { setLayout } from "../../provider/settings/inputs-and-state/set-layout.js";
import { singleLayout } from "../../provider/settings/inputs-and-state/single-layout.js";

/** What of a schema says which values there are. */
interface Type {
  readonly type?: string;
  readonly $ref?: string;
  readonly enum?: readonly { readonly value: string }[];
  readonly properties?: Properties;
  readonly required?: readonly string[];
  readonly items?: Type;
  readonly additionalProperties?: Type;
  readonly description?: string;
  readonly secret?: boolean;
}
type Properties = Readonly<Record<string, Type>>;

const COMPONENT = "risk-posture:index:RiskPosture";
const types: Readonly<Record<string, Type>> = schema.types;
const ID = "699d98642c564d2e855e9661899b7252";
interface Checked {
  readonly token: string;
  check(news: object): { readonly failures: readonly object[] };
  readonly properties: Properties;
  readonly required: readonly string[];
}
const INPUTS: readonly Checked[] = [
  inputsOf("RiskBehaviors", singleLayout(behaviorRules)),
  inputsOf("RiskBehaviorsSet", setLayout(behaviorRules)),
  inputsOf("FraudSettings", singleLayout(fraudRules)),
  inputsOf("FraudSettingsSet", setLayout(fraudRules)),
];

function inputsOf(
  token: "RiskBehaviors" | "RiskBehaviorsSet" | "FraudSettings" | "FraudSettingsSet",
  { check }: Pick<Checked, "check">,
): Checked {
  const { inputProperties, requiredInputs } = schema.resources[`risk-posture:index:${token}`];
  return { token, check, properties: inputProperties, required: requiredInputs };
}

function resolved(type: Type): Type {
  return type.$ref === undefined ? type : (types[type.$ref.replace("#/types/", "")] ?? {});
}

/** A key that a map may have: behaviors are named by the API, all else by ids. */
function keyOf(name: string): string {
  return name === "behaviors" ? "imp_travel" : ID;
}

/** A value that a type allows, with all that it may have. */
function sample(type: Type, name: string): unknown {
  const { type: kind, enum: options, properties, items, additionalProperties } = resolved(type);
  if (options !== undefined) {
    return options[0]?.value;
  }
  if (properties !== undefined) {
    return sampleOf(properties);
  }
  if (additionalProperties !== undefined) {
    return { [keyOf(name)]: sample(additionalProperties, "behaviors") };
  }
  if (items !== undefined) {
    return [sample(items, name)];
  }
  return {
    string: /Id$/.test(name) ? ID : "text",
    boolean: true,
    integer: name === "failureCriteria" ? 401 : 200,
  }[kind ?? ""];
}

function sampleOf(properties: Properties): Record<string, unknown> {
  const values = Object.entries(properties).map(([name, type]) => [name, sample(type, name)]);
  return Object.fromEntries(values);
}

interface Nested {
  readonly path: readonly string[];
  readonly properties: Properties;
  readonly required: readonly string[];
}

/** All objects in inputs, with the properties that the schema gives them. */
function objects(
  properties: Properties,
  required: readonly string[],
  path: readonly string[] = [],
): Nested[] {
  const inner = Object.entries(properties).flatMap(([name, type]) => objectsIn(type, name, [...path, name]));
  return [{ path, properties, required }, ...inner];
}

function objectsIn(type: Type, name: string, path: readonly string[]): Nested[] {
  const { properties, required = [], additionalProperties } = resolved(type);
  if (properties !== undefined) {
    return objects(properties, required, path);
  }
  return additionalProperties === undefined
    ? []
    : objectsIn(additionalProperties, "behaviors", [...path, keyOf(name)]);
}

/** The same inputs with one object changed. */
function change(
  inputs: object,
  [first, ...rest]: readonly string[],
  edit: (object: object) => object,
): object {
  if (first === undefined) {
    return edit(inputs);
  }
  return { ...inputs, [first]: change(Object(Object(inputs)[first]), rest, edit) };
}

/** Two criteria must not have a code in common. */
function valid(inputs: object): object {
  const edited = Object.entries(inputs).map(([name, value]) => {
    if (name === "failureCriteria") {
      return [name, { statusCodes: [401] }];
    }
    return [name, typeof value === "object" && !Array.isArray(value) ? valid(value) : value];
  });
  return Object.fromEntries(edited);
}

describe("The plugin's schema", () => {
  for (const { token, check, properties, required } of INPUTS) {
    const whole = valid(sampleOf(properties));
    const refused = (inputs: object) => check(inputs).failures.length > 0;

    it(`has for ${token} the inputs that check takes, and no others`, () => {
      assert.deepEqual(check(whole).failures, []);
      for (const { path } of objects(properties, required)) {
        assert.ok(
          refused(change(whole, path, (object) => ({ ...object, somethingElse: 1 }))),
          path.join("."),
        );
      }
    });

    it(`asks for those of ${token} without which check refuses, and for no others`, () => {
      for (const { path, properties: own, required: needed } of objects(properties, required)) {
        for (const name of Object.keys(own)) {
          const without = change(whole, path, (object) =>
            Object.fromEntries(Object.entries(object).filter(([key]) => key !== name)),
          );
          assert.equal(refused(without), needed.includes(name), [...path, name].join("."));
        }
      }
    });

    it(`allows for ${token} the same values`, () => {
      for (const { path, properties: own } of objects(properties, required)) {
        for (const [name, type] of Object.entries(own)) {
          const options = resolved(type).enum ?? [];
          const as = (value: unknown) => change(whole, path, (object) => ({ ...object, [name]: value }));
          // Criteria need user profiles, which is no matter of types.
          const others = options.filter(({ value }) => !(name === "userProfiles" && value === "disabled"));
          for (const { value } of others) {
            assert.ok(!refused(as(value)), value);
          }
          if (options.length > 0) {
            assert.ok(refused(as("somethingElse")), name);
          }
        }
      }
    });
  }

  it("has for the provider the inputs that it takes, and no others", () => {
    const urn = "urn:pulumi:dev::project::pulumi:providers:risk-posture::default";
    const { inputProperties, properties } = schema.provider;
    const { apiKey, ...rest } = sampleOf(inputProperties);
    assert.equal(apiKey, "text");
    assert.deepEqual(checkConfiguration(rest, urn), []);
    assert.equal(checkConfiguration({ ...rest, somethingElse: 1 }, urn).length, 1);
    assert.equal(checkConfiguration({ ...rest, appgate: { somethingElse: 1 } }, urn).length, 1);
    assert.deepEqual([properties, schema.config.variables], [inputProperties, inputProperties]);
  });

  it("has the resources and the functions that there are", () => {
    const { [COMPONENT]: _component, ...managed } = schema.resources;
    assert.deepEqual(Object.keys(managed).sort(), Object.keys(resources).sort());
    assert.deepEqual(Object.keys(schema.functions).sort(), Object.keys(functions).sort());
  });

  it("knows each resource by the type of its dynamic class, so that moving it keeps its history", () => {
    const { [COMPONENT]: _component, ...managed } = schema.resources;
    for (const [token, { aliases }] of Object.entries(managed)) {
      const type = `pulumi-nodejs:dynamic/riskPosture:${token.split(":").at(-1)}`;
      assert.deepEqual(aliases, [{ type }]);
    }
  });

  it("calls the credentials secret, and leaves `initial` to the plugin, which sees whether it has expressions", () => {
    const secrets = (properties: Properties) =>
      Object.entries(properties).flatMap(([name, { secret }]) => (secret ? [name] : []));
    assert.deepEqual(secrets(schema.provider.inputProperties), ["apiToken", "apiKey", "appgate"]);
    for (const { properties } of Object.values(schema.resources)) {
      assert.deepEqual(secrets(properties), []);
    }
  });

  it("gives no default that the dynamic classes do not record: a move would show it as a change", () => {
    assert.ok(!JSON.stringify(schema.resources).includes('"default"'));
  });

  it("tells which change replaces a resource, and leaves it to the plugin: SDKs would replace what a preview does not know", () => {
    const replacing = (properties: Readonly<Record<string, object>>) =>
      Object.entries(properties).flatMap(([name, type]) => ("willReplaceOnChanges" in type ? [name] : []));
    const found = Object.values(schema.resources).map(({ inputProperties, properties }) => [
      replacing(inputProperties),
      replacing(properties),
    ]);
    const identity = ["accountId", "zoneId", "address"].map((name) => [[name], [name]]);
    assert.deepEqual(
      found.filter((each) => each.flat().length > 0),
      identity,
    );
    assert.ok(!JSON.stringify(schema).includes('"replaceOnChanges"'));
  });

  it("describes every type and every property", () => {
    const all = [
      ...Object.values(types),
      ...Object.values(types).flatMap(({ properties = {} }) => Object.values(properties)),
      ...Object.values(schema.resources).flatMap(({ inputProperties, properties }) =>
        Object.values<Type>({ ...inputProperties, ...properties }),
      ),
      ...Object.values(schema.provider.inputProperties),
    ];
    assert.deepEqual(
      all.filter(
        ({ description = "" }: Type) => !/\.$|`\.?$/.test(description) || /For \.$/.test(description),
      ),
      [],
    );
  });
});
