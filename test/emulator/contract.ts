import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import type { Api, RecordedRequest } from "../../emulator/index.js";

/** The parts of an OpenAPI description that lead from a request to its schemas. */
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: {
    readonly parameters?: Readonly<Record<string, ParameterObject>>;
    readonly responses?: Readonly<Record<string, ResponseObject>>;
  };
}

interface ParameterObject {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly schema: { readonly type: string; readonly maximum?: number };
}

interface OperationObject {
  readonly parameters?: readonly ParameterObject[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, ResponseObject>>;
}

interface ResponseObject {
  readonly $ref?: string;
  readonly content?: object;
}

/** A JSON pointer into a description, such as `#/components/schemas/Error`. */
type Pointer = string;

interface Operation {
  /** The file with the description. */
  readonly file: string;
  readonly document: OpenApi;
  readonly pointer: Pointer;
  readonly description: OperationObject;
}

/** Of an operation that two of them describe, the first one counts. */
const files: Readonly<Record<Api, readonly string[]>> = {
  cloudflare: ["cloudflare-openapi-subset.json", "cloudflare-access-openapi-subset.json"],
  appgate: ["appgate-entitlements-openapi-subset.json", "appgate-openapi-subset.json"],
};

const descriptions = new Map(
  Object.values(files)
    .flat()
    .map((file) => [file, load(file)]),
);

const schemas = createSchemas();

/** Throws if the request or its answer is not what the vendor's description of the API allows. A fault's answer need not be. */
export function checkAgainstContract(recorded: RecordedRequest): void {
  checkRequest(recorded);
  if (recorded.fault === undefined) {
    checkAnswer(recorded);
  }
}

/** Throws if the query or the body of the request is not valid. A request that the emulator is to refuse for that fails here. */
export function checkRequest(recorded: RecordedRequest): void {
  const { pointer, description } = operationOf(recorded);
  checkQuery(recorded);
  if (description.requestBody !== undefined) {
    validate(recorded, "request", `${pointer}/requestBody${jsonSchema}`, withoutAllowedNulls(recorded));
  } else if (recorded.body !== undefined) {
    throw new Error(`${nameOf(recorded)} has a body, and the contract has none there.`);
  }
}

/** Only what is a number can be wrong: every text is a text. */
function checkQuery(recorded: RecordedRequest): void {
  const { document, description } = operationOf(recorded);
  const parameters = (description.parameters ?? []).map((parameter) => {
    const name = parameter.$ref?.replace("#/components/parameters/", "");
    return name === undefined ? parameter : document.components.parameters?.[name];
  });
  for (const [name, value] of new URLSearchParams(recorded.query)) {
    const known = parameters.find((parameter) => parameter?.in === "query" && parameter.name === name);
    if (known === undefined) {
      throw new Error(`${nameOf(recorded)} has no parameter ${name}.`);
    }
    const { type, maximum = Number.POSITIVE_INFINITY } = known.schema;
    const isRight = type !== "integer" || (/^[1-9]\d*$/.test(value) && Number(value) <= maximum);
    if (!isRight) {
      throw new Error(`${nameOf(recorded)} has a wrong ${name}: ${value}.`);
    }
  }
}

/** Throws if the answer is not one that the description of the operation allows with this status. */
export function checkAnswer(recorded: RecordedRequest): void {
  const pointer = answerSchemaOf(recorded);
  if (pointer === undefined) {
    if (recorded.answer === undefined) {
      return;
    }
    throw new Error(`${nameOf(recorded)} answered ${recorded.status} with content; the contract has none.`);
  }
  checkMediaType(recorded);
  validate(recorded, `answer ${recorded.status}`, pointer, recorded.answer);
}

const jsonSchema = schemaOf("application/json");

function schemaOf(mediaType: string): Pointer {
  return `/content/${encodeURIComponent(mediaType.replaceAll("/", "~1"))}/schema`;
}

/** Undefined for an answer without content. */
function answerSchemaOf(recorded: RecordedRequest): Pointer | undefined {
  const { document, pointer, description } = operationOf(recorded);
  const { status } = recorded;
  const isFraudError = recorded.path.endsWith("/fraud_detection/settings") && status >= 400 && status < 500;
  // The description asks for `success: true` and `success: false` at once. What it means is the second.
  if (isFraudError) {
    return "#/components/schemas/fraud_api-response-common-failure";
  }

  const exact = String(status);
  const range = `${exact[0]}XX`;
  const key = exact in description.responses ? exact : range;
  const response = description.responses[key];
  if (response === undefined) {
    if (isLeftOut(recorded)) {
      return "#/components/schemas/Error";
    }
    throw new Error(`${nameOf(recorded)} answered ${status}, which the contract does not know.`);
  }
  if (response.$ref === undefined) {
    if (response.content === undefined) {
      return undefined;
    }
    // Where the schema depends on the version of the API, it is that of the media type.
    const type = recorded.answerHeaders["content-type"] ?? "";
    const schema = Object.hasOwn(response.content, type) ? schemaOf(type) : jsonSchema;
    return `${pointer}/responses/${key}${schema}`;
  }
  const name = response.$ref.replace("#/components/responses/", "");
  if (document.components.responses?.[name]?.content === undefined) {
    return undefined;
  }
  return response.$ref + jsonSchema;
}

/**
 * Answers that Appgate's description leaves out, although controllers are known to give them: older ones know no /version, newer
 * ones no /risk-model, and every path but /version wants a version in Accept.
 */
function isLeftOut({ api, method, path, status }: RecordedRequest): boolean {
  const answers = [
    "GET /version 401",
    "GET /version 404",
    "GET /risk-model 404",
    "GET /identity-providers/names 406",
  ];
  return api === "appgate" && answers.includes(`${method} ${path} ${status}`);
}

/** "Omit or set to null to leave unchanged", says the text about expressions; its schema forgot to allow null. */
function withoutAllowedNulls({ path, body }: RecordedRequest): unknown {
  const isFraudUpdate = path.endsWith("/fraud_detection/settings");
  if (!isFraudUpdate || typeof body !== "object" || body === null) {
    return body;
  }
  const entries = Object.entries(body).filter(
    ([key, value]) => key !== "username_expressions" || value !== null,
  );
  return Object.fromEntries(entries);
}

function operationOf(recorded: RecordedRequest): Operation {
  const candidates = files[recorded.api].flatMap((file) => {
    const document = descriptions.get(file);
    if (document === undefined) {
      return [];
    }
    return Object.entries(document.paths).map(([template, methods]) => ({
      file,
      document,
      template,
      methods,
    }));
  });
  for (const { file, document, template, methods } of candidates) {
    const pattern = new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`);
    const method = recorded.method.toLowerCase();
    const description = methods[method];
    if (description !== undefined && pattern.test(recorded.path)) {
      return {
        file,
        document,
        description,
        pointer: `#/paths/${encodeURIComponent(template.replaceAll("/", "~1"))}/${method}`,
      };
    }
  }
  throw new Error(`${nameOf(recorded)} is not in the contract.`);
}

/** Appgate's description says application/json throughout; its controllers answer with the vendor's type. */
function checkMediaType(recorded: RecordedRequest): void {
  const type = recorded.answerHeaders["content-type"] ?? "";
  const isPlain = recorded.api === "cloudflare" || recorded.path === "/version";
  const expected = isPlain ? /^application\/json$/ : /^application\/vnd\.appgate\.peer-v\d+\+json$/;
  if (!expected.test(type)) {
    throw new Error(`${nameOf(recorded)} answered with the media type "${type}".`);
  }
}

function validate(recorded: RecordedRequest, part: string, pointer: Pointer, value: unknown): void {
  const check = schemas.getSchema(operationOf(recorded).file + pointer);
  if (check === undefined) {
    throw new Error(`The contract has no ${pointer}.`);
  }
  if (check(value) === true) {
    return;
  }
  const problems = schemas.errorsText(check.errors ?? null, { dataVar: part });
  throw new Error(`${nameOf(recorded)}: ${problems}\n${JSON.stringify(value)}`);
}

function nameOf({ method, path }: RecordedRequest): string {
  return `${method} ${path}`;
}

function load(name: string): OpenApi {
  return JSON.parse(readFileSync(join(__dirname, "../contract", name), "utf8"));
}

/** OpenAPI 3.0 is JSON Schema, but for `nullable`, which ajv understands, and words that mean nothing to a validator. */
function createSchemas(): Ajv {
  const ajv = new Ajv({ allErrors: true, strictTypes: false });
  addFormats(ajv);
  ajv.addVocabulary(["openapi", "info", "servers", "security", "tags", "paths", "components"]);
  ajv.addVocabulary(["example", "x-auditable", "x-uuid-ref", "x-api-token-group", "x-subset"]);
  for (const [file, description] of descriptions) {
    ajv.addSchema(description, file);
  }
  return ajv;
}
