const http = require("node:http");
const { provider: floor } = require("./floor-provider");

const agent = new http.Agent({ keepAlive: true });
const criterion = ({ statusCodes }) => ({ kind: "status_code", status_codes: statusCodes });
const codes = ({ status_codes }) => ({ statusCodes: status_codes ?? [] });

let baseUrl;
let token;

async function call(method, zoneId, body) {
  const { default: fetch } = await import("node-fetch");
  const response = await fetch(`${baseUrl}/zones/${zoneId}/fraud_detection/settings`, {
    method,
    agent,
    headers: {
      Authorization: `Bearer ${token}`,
      "Content-Type": "application/json",
    },
    body: body && JSON.stringify(body),
  });
  return (await response.json()).result;
}

function settings({ user_profiles, username_expressions, authentication_settings = {} }) {
  const { success_criteria = {}, failure_criteria = {} } = authentication_settings;
  return {
    userProfiles: user_profiles ?? "disabled",
    usernameExpressions: username_expressions ?? [],
    authenticationSettings: {
      successCriteria: codes(success_criteria),
      failureCriteria: codes(failure_criteria),
    },
  };
}

exports.provider = {
  ...floor,
  configure: async ({ config }) => {
    baseUrl = config.get("cloudflare:baseUrl") ?? process.env.CLOUDFLARE_BASE_URL;
    token = config.get("cloudflare:apiToken") ?? process.env.CLOUDFLARE_API_TOKEN;
  },
  create: async (inputs) => {
    const { zoneId, userProfiles, usernameExpressions, authenticationSettings } = inputs;
    const initial = settings(await call("GET", zoneId));
    await call("PUT", zoneId, {
      user_profiles: userProfiles,
      username_expressions: usernameExpressions,
      authentication_settings: {
        success_criteria: criterion(authenticationSettings.successCriteria),
        failure_criteria: criterion(authenticationSettings.failureCriteria),
      },
    });
    return { id: zoneId, outs: { ...inputs, initial } };
  },
};
