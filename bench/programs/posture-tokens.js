// The same posture, where each account has a token of its own.
const pulumi = require("@pulumi/pulumi");
const risk = require("pulumi-risk-posture");
const { declarePosture } = require("./posture.js");

exports.declareAll = (declaration) =>
  declarePosture(declaration, (index) => ({
    provider: new risk.Provider(`account-${index}`, {
      apiToken: pulumi.secret(process.env.CLOUDFLARE_API_TOKEN),
    }),
  }));
