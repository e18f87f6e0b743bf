import fc from "fast-check";
import { onDestroy } from "../support/arbitraries.js";
import { plainFraud, publishedBehaviors, type Said } from "./arbitraries.js";
import { behaviorsOf, fraudOf } from "./model.js";

/** A declaration, plain, by which a program makes a RiskPosture. */
export interface Posture {
  readonly baseline?: { readonly behaviors?: unknown; readonly fraud?: unknown };
  readonly accounts?: Readonly<Record<string, { readonly accountId: string; readonly behaviors?: unknown }>>;
  readonly zones?: Readonly<Record<string, Zone>>;
  readonly onDestroy?: string;
}

interface Zone {
  readonly zoneId: string;
  readonly fraud?: unknown;
  /** The name of its provider. */
  readonly provider?: string;
}

/** Named by the number: what is random is what is declared of it. */
const idOf = (index: number, prefix: string): string => `${prefix}${index}`.padEnd(32, "0");
const NAMES = ["emea", "us", "toString", "shop and more", "1"];

const said = (value: fc.Arbitrary<Said>) => value.map(({ plain }) => plain);

function named<T>(entry: (index: number) => fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> {
  const entries = NAMES.map((name, index) => entry(index).map((value) => [name, value] as const));
  return fc
    .tuple(fc.tuple(...entries), fc.subarray(NAMES))
    .map(([all, chosen]) => Object.fromEntries(all.filter(([name]) => chosen.includes(name))));
}

/** @param prefix Of ids: two postures of one program must not declare the same. Hexadecimal. */
export function anyPosture(prefix: string, providers: readonly string[]): fc.Arbitrary<Posture> {
  const optional = { requiredKeys: [] };
  return fc.record(
    {
      baseline: fc.record({ behaviors: said(publishedBehaviors), fraud: said(plainFraud) }, optional),
      accounts: named((index) =>
        fc.record(
          { accountId: fc.constant(idOf(index, prefix)), behaviors: said(publishedBehaviors) },
          { requiredKeys: ["accountId"] },
        ),
      ),
      zones: named((index) =>
        fc.record(
          {
            zoneId: fc.constant(idOf(index, prefix)),
            fraud: said(plainFraud),
            provider: fc.constantFrom(...providers),
          },
          { requiredKeys: ["zoneId"] },
        ),
      ),
      onDestroy,
    },
    optional,
  );
}

/** The inputs of the resources that a posture is to make, by type and name, as the documentation says. */
export function resourcesOf(name: string, posture: Posture): Record<string, unknown> {
  const { accounts = {}, baseline = {}, zones = {} } = posture;
  const onDestroy = posture.onDestroy === undefined ? {} : { onDestroy: posture.onDestroy };
  const resources: Record<string, unknown> = {};
  for (const [account, { accountId, behaviors }] of Object.entries(accounts)) {
    resources[`RiskBehaviors ${name}-${account}`] = {
      accountId,
      behaviors: behaviorsOf([behaviors, baseline.behaviors]),
      ...onDestroy,
    };
  }
  const providers = new Set(Object.values(zones).map(({ provider }) => provider));
  for (const provider of providers) {
    const reached = Object.values(zones).filter((zone) => zone.provider === provider);
    resources[`FraudSettingsSet ${name}-zones${provider === undefined ? "" : `-${provider}`}`] = {
      zones: Object.fromEntries(
        reached.map(({ zoneId, fraud }) => [zoneId, fraudOf([fraud, baseline.fraud])]),
      ),
      ...onDestroy,
    };
  }
  return resources;
}
