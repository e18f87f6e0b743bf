module.exports = require("pulumi-risk-posture");
