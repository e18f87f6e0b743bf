exports.provider = {
  check: async (_olds, news) => ({ inputs: news }),
  diff: async () => ({}),
  create: async (inputs) => ({ id: inputs.zoneId ?? inputs.accountId, outs: inputs }),
  read: async (id, props) => ({ id, props }),
  update: async (_id, _olds, news) => ({ outs: news }),
  delete: async () => {},
};
