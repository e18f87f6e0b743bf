// The usual way: a provider object that Pulumi serialises into every resource, with all that it refers to.
const pulumi = require("@pulumi/pulumi");

const baseUrl = process.env.CLOUDFLARE_BASE_URL;

async function call(method, zoneId, body) {
  const response = await fetch(`${baseUrl}/zones/${zoneId}/fraud_detection/settings`, {
    method,
    headers: {
      Authorization: `Bearer ${process.env.CLOUDFLARE_API_TOKEN}`,
      "Content-Type": "application/json",
    },
    body: body && JSON.stringify(body),
  });
  const { success, errors, result } = await response.json();
  if (!success) {
    throw new Error(`${method} failed: ${errors.map(({ message }) => message).join(", ")}`);
  }
  return result;
}

const criterion = ({ statusCodes }) => ({ kind: "status_code", status_codes: statusCodes });
const body = ({ userProfiles, usernameExpressions, authenticationSettings }) => ({
  user_profiles: userProfiles,
  username_expressions: usernameExpressions,
  authentication_settings: {
    success_criteria: criterion(authenticationSettings.successCriteria),
    failure_criteria: criterion(authenticationSettings.failureCriteria),
  },
});

const provider = {
  async create(inputs) {
    const initial = await call("GET", inputs.zoneId);
    await call("PUT", inputs.zoneId, body(inputs));
    return { id: inputs.zoneId, outs: { ...inputs, initial } };
  },
  async update(id, olds, news) {
    await call("PUT", id, body(news));
    return { outs: { ...news, initial: olds.initial } };
  },
};

class FraudSettings extends pulumi.dynamic.Resource {
  constructor(name, args, opts) {
    super(provider, name, { ...args, initial: undefined }, opts);
  }
}

module.exports = { FraudSettings };
