import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import vm from "node:vm";

/** Returns the exports of a module. */
export type Load = (file: string) => Record<string, unknown>;
type Compiled = (...parameters: unknown[]) => void;

/** The directories of the handlers and the plugin in the built package. */
export const PROVIDER = path.join(__dirname, "../../dist/provider");
export const PLUGIN = path.join(__dirname, "../../dist/plugin");

/**
 * Modules that all processes share, since they hold no state of a process. zod loads slowly. Node never frees an AsyncLocalStorage that was
 * used: one for each process would slow down every promise of all tests that follow in this worker of mocha.
 */
const SHARED = ["zod.js", "current-resource.js"];

const compiled = new Map<string, { run: Compiled; require: NodeJS.Require }>();

/** Loads the provider's modules anew for each process, except those that are {@link SHARED}. Other packages' modules are shared, too. */
export function ownModules(process: object): Load {
  const modules = new Map<string, { exports: Record<string, unknown> }>();
  const load: Load = (file) => {
    const known = modules.get(file);
    if (known !== undefined) {
      return known.exports;
    }
    const module = { exports: {} };
    modules.set(file, module);
    const code = compile(file);
    const require = (id: string) => {
      if (id === "node:module") {
        return { createRequire: createOwnRequire };
      }
      const resolved = code.require.resolve(id);
      const isOurs =
        [PROVIDER, PLUGIN].some((place) => resolved.startsWith(place + path.sep)) &&
        !SHARED.includes(path.basename(resolved));
      return isOurs ? load(resolved) : code.require(id);
    };
    require.resolve = code.require.resolve;
    const importInto = async (id: string) => (id.startsWith(".") ? require(id) : import(id));
    code.run(module.exports, require, module, file, path.dirname(file), process, importInto);
    return module.exports;
  };
  return load;
}

/**
 * Real processes each have their own copy of the SDK; these share one. The changes that engine/cancellation.ts makes to it must not
 * accumulate there. Nothing is cancelled in a history.
 */
function createOwnRequire(file: string) {
  const load = createRequire(file);
  return (id: string) =>
    id.endsWith("/empty_pb.js") ? { Empty: { deserializeBinary: () => {} } } : load(id);
}

function compile(file: string) {
  const known = compiled.get(file);
  if (known !== undefined) {
    return known;
  }
  const parameters = ["exports", "require", "module", "__filename", "__dirname", "process", "importInto"];
  const source = fs.readFileSync(file, "utf8").replaceAll(/\bimport\(/g, "importInto(");
  const code = vm.compileFunction(source, parameters, { filename: file });
  const run: Compiled = (...given) => Reflect.apply(code, undefined, given);
  const made = { run, require: createRequire(file) };
  compiled.set(file, made);
  return made;
}
