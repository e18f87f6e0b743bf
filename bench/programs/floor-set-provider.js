const { provider } = require("./floor-provider");

// What a zone has that was never set up.
const initial = {
  userProfiles: "disabled",
  usernameExpressions: [],
  authenticationSettings: { successCriteria: { statusCodes: [] }, failureCriteria: { statusCodes: [] } },
};

const record = (inputs) => ({
  ...inputs,
  initial: Object.fromEntries(Object.keys(inputs.zones).map((id) => [id, initial])),
});

exports.provider = {
  ...provider,
  create: async (inputs) => ({ id: "set", outs: record(inputs) }),
  update: async (_id, _olds, news) => ({ outs: record(news) }),
};
