import * as pulumi from "@pulumi/pulumi";
import { log } from "../engine/log.js";
import { memoize } from "../memoize.js";
import { stackConfig } from "../program/read-stack-config.js";
import { PerRun } from "../program/value-per-run.js";
import type { AppgateArgs, AppgateConnection } from "./connection.js";

/** {@link AppgateArgs} with outputs of other resources. */
export type AppgateOutputArgs = {
  [Name in keyof AppgateArgs]: pulumi.Input<NonNullable<AppgateArgs[Name]>>;
};

type Read<T> = (connection: AppgateConnection, log: (line: string) => void) => Promise<T>;

/**
 * A lookup of a Controller. It reads once for each connection, however often the program calls it.
 *
 * @param load Loads the function that reads, at the first lookup only.
 */
export function appgateLookup<T>(load: () => Promise<Read<T>>): (args: AppgateArgs) => Promise<T> {
  const reads = new PerRun<Map<string, Promise<T>>>(() => new Map());
  const readsOutsideOfRuns = new Map<string, Promise<T>>();
  return async (args) => {
    const [{ insecureWarning, resolveAppgateConnection }, read] = await Promise.all([
      import("./connection.js"),
      load(),
    ]);
    const connection = resolveAppgateConnection(args, stackConfig, process.env);
    return memoize(reads.current() ?? readsOutsideOfRuns, JSON.stringify(connection), async () => {
      const warning = insecureWarning(connection);
      const [result] = await Promise.all([
        read(connection, (text) => log({ text })),
        warning === undefined ? undefined : pulumi.log.warn(warning),
      ]);
      return result;
    });
  };
}
