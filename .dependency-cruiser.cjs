/**
 * Which part of provider/ may import which: those in the rows above its own, and not its neighbours in the row. A new folder or file
 * there has to be given a row.
 */
const ROWS = [
  [
    "config-reader",
    "declared-twice-wording",
    "errors",
    "finding",
    "foreign-text",
    "group-by",
    "memoize",
    "json-or-nothing",
    "places-and-requests-at-once",
    "required-input",
    "unless-aborted",
    "zod",
  ],
  ["unknown-name-wording", "grammar", "read-state"],
  ["engine", "http"],
  ["program"],
  ["cloudflare", "appgate"],
  ["settings"],
  ["risk-behaviors", "fraud-settings", "risk-model"],
  ["access", "entitlements", "posture"],
  ["index", "handlers"],
];

/** The shape of what the program and `check` tell each other: known to both, and importing nothing. */
const PROGRAM_CONTEXT = "^provider/settings/program-context\\.ts$";

/** @param {readonly string[]} parts */
const inProvider = (parts) => `^provider/(${parts.join("|")})(?:/|\\.ts$)`;

module.exports = {
  forbidden: [
    { name: "no circles", severity: "error", from: {}, to: { circular: true } },
    ...ROWS.map((row, index) => ({
      name: `provider/{${row.join(",")}} import only from the rows above (ROWS in .dependency-cruiser.cjs)`,
      severity: "error",
      from: { path: inProvider(row) },
      to: {
        path: inProvider(ROWS.slice(index).flat()),
        pathNot: ["^provider/$1(?:/|\\.ts$)", PROGRAM_CONTEXT],
      },
    })),
    {
      name: "each part of provider/ has a row (ROWS in .dependency-cruiser.cjs)",
      severity: "error",
      from: { path: "^provider/", pathNot: inProvider(ROWS.flat()) },
      to: {},
    },
    {
      name: "Appgate's side does not know Cloudflare",
      severity: "error",
      from: { path: inProvider(["appgate", "risk-model", "entitlements"]) },
      to: { path: inProvider(["cloudflare", "settings"]) },
    },
    {
      name: "Cloudflare's side does not know Appgate",
      severity: "error",
      from: { path: inProvider(["cloudflare", "settings", "risk-behaviors", "fraud-settings", "access"]) },
      to: { path: inProvider(["appgate", "risk-model", "entitlements"]) },
    },
    {
      name: "http/ does not know Pulumi",
      severity: "error",
      from: { path: "^provider/http/" },
      to: { path: "node_modules/@pulumi/" },
    },
    {
      name: "provider/ is loaded without the command, the plugin and the emulator",
      severity: "error",
      from: { path: "^provider/" },
      to: { path: "^(cli|plugin|emulator)/" },
    },
    {
      name: "the emulator stands alone",
      severity: "error",
      from: { path: "^emulator/" },
      to: { path: "^(provider|cli|plugin)/" },
    },
    {
      name: "what is published imports only what is published",
      severity: "error",
      from: { path: "^(provider|plugin|cli|emulator)/" },
      to: { path: "^(scripts|test|bench|examples)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|docs)/" },
    tsConfig: { fileName: "tsconfig.json" },
    // An import of a type alone counts too.
    tsPreCompilationDeps: true,
  },
};
