// NODE_OPTIONS preloads this into the processes of a test. It keeps V8's compiled code of the installed packages for the next program or
// provider, since compiling Pulumi's SDK takes a fifth of an `up`. Our own code is loaded normally.
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const v8 = require("node:v8");
const vm = require("node:vm");

const { TEST_COMPILE_CACHE: directory = "", TEST_COMPILED_PACKAGES: packages = "" } = process.env;
const [, main] = process.argv;

if (Module.enableCompileCache !== undefined) {
  // Node 22 and newer have this built in.
  Module.enableCompileCache(directory);
} else if (main?.startsWith(packages)) {
  keep(path.join(directory, main.replaceAll(/[^\w.-]/g, "_").slice(-100)));
}

function keep(file) {
  const kept = fs.existsSync(file) ? v8.deserialize(fs.readFileSync(file)) : undefined;
  const scripts = new Map();
  const { _compile } = Module.prototype;
  Module.prototype._compile = function (content, filename, ...rest) {
    if (!filename.startsWith(packages) || !filename.endsWith(".js") || !isPlain(content, filename)) {
      return _compile.call(this, content, filename, ...rest);
    }
    const script = new vm.Script(Module.wrap(content), {
      filename,
      cachedData: kept?.get(filename),
    });
    scripts.set(filename, script);
    const { resolve, extensions, cache } = Module.createRequire(filename);
    const load = Object.assign((id) => this.require(id), {
      resolve,
      extensions,
      cache,
      main: process.mainModule,
    });
    const run = script.runInThisContext();
    return run.call(this.exports, this.exports, load, this, filename, path.dirname(filename));
  };
  if (kept === undefined) {
    process.once("exit", () => write(file, scripts));
  }
}

/** Whether a file is a script. A script cannot import modules, as the SDK does, even in an eval. TypeScript only mentions it. */
function isPlain(content, filename) {
  return !content.startsWith("#!") && (!content.includes("import(") || filename.includes("/typescript/"));
}

/** Writes at the exit, when called functions are compiled too. Replaces the file atomically, since other processes read it. */
function write(file, scripts) {
  const compiled = [...scripts].map(([filename, script]) => [filename, script.createCachedData()]);
  if (compiled.length > 0) {
    const draft = `${file}-${process.pid}`;
    fs.mkdirSync(directory, { recursive: true });
    fs.writeFileSync(draft, v8.serialize(new Map(compiled)));
    fs.renameSync(draft, file);
  }
}
