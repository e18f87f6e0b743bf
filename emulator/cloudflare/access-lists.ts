import type { AccessApplication, AccessGroup, AccessPolicy, AccessRules, AccessState } from "./access.js";
import type { Permission } from "./auth.js";
import type { Content } from "./envelope.js";
import { couldNotRoute, Refusal } from "./refusal.js";

const POLICIES = ["Access: Apps and Policies Read", "Access: Apps and Policies Write"] as const;

interface AccessList {
  readonly permissions: readonly Permission[];
  /** The page size if the request gives none. */
  readonly pageSize: number;
  items(access: AccessState, id: string): readonly object[] | undefined;
}

/** The lists, by the path below an account's `access/`. */
const lists: readonly (AccessList & { readonly path: RegExp })[] = [
  {
    path: /^policies$/,
    permissions: POLICIES,
    pageSize: 100,
    items: (access) => access.policies.map((policy) => reusable(access, policy)),
  },
  {
    path: /^apps$/,
    permissions: [...POLICIES, "Access: Apps and Policies Revoke"],
    pageSize: 1000,
    items: (access) => access.applications.map((application) => describe(access, application)),
  },
  {
    path: /^apps\/(?<id>[^/]+)\/policies$/,
    permissions: POLICIES,
    pageSize: 200,
    items: (access, id) => {
      const application = access.applications.find((one) => one.id === id);
      return application === undefined ? undefined : policiesOf(access, application);
    },
  },
  {
    path: /^groups$/,
    permissions: [
      "Access: Organizations, Identity Providers, and Groups Read",
      "Access: Organizations, Identity Providers, and Groups Write",
    ],
    pageSize: 1000,
    items: (access) => access.groups.map(group),
  },
];

/** The list at a path, or undefined if there is none. */
export function accessListAt(path: string): (AccessList & { readonly id: string }) | undefined {
  for (const { path: pattern, ...list } of lists) {
    const found = pattern.exec(path);
    if (found !== null) {
      return { ...list, id: found.groups?.["id"] ?? "" };
    }
  }
  return undefined;
}

/** GET of a list: one page of it. */
export function readPage(
  { items, pageSize, id }: AccessList & { readonly id: string },
  access: AccessState,
  request: { readonly query: string; readonly fullPath: string },
): Content {
  const all = items(access, id);
  if (all === undefined) {
    throw couldNotRoute(request);
  }
  const query = new URLSearchParams(request.query);
  const page = wholeNumber(query, "page") ?? 1;
  const asked = wholeNumber(query, "per_page") ?? pageSize;
  const per_page = Math.min(asked, access.largestPage, 1000);
  const result = all.slice((page - 1) * per_page, page * per_page);
  const totals = { total_count: all.length, total_pages: Math.ceil(all.length / per_page) };
  return {
    result,
    result_info: { count: result.length, page, per_page, ...(access.tellsTotals ? totals : {}) },
  };
}

/** How Access words a refused parameter is not public. The code and the words are the emulator's own. */
function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) {
    return undefined;
  }
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw new Refusal(400, 11001, `${name} is no whole number from 1 on`);
  }
  return Number(text);
}

function reusable(access: AccessState, policy: AccessPolicy) {
  const users = access.applications.filter(({ policies = [] }) => policies.includes(policy.id));
  return { ...describePolicy(policy), reusable: true, app_count: users.length };
}

function describe(access: AccessState, application: AccessApplication) {
  const { id, name = id } = application;
  const policies = access.embedsPolicies ? { policies: policiesOf(access, application) } : {};
  return { id, uid: id, name, type: "self_hosted", domain: `${id}.example.com`, ...policies };
}

/** The policies of an application, reusable ones in full. An id that is not in the list of policies is left out. */
function policiesOf(access: AccessState, { policies = [] }: AccessApplication) {
  return policies
    .flatMap((own) => {
      if (typeof own !== "string") {
        return [{ ...describePolicy(own), reusable: false }];
      }
      const policy = access.policies.find(({ id }) => id === own);
      return policy === undefined ? [] : [{ ...describePolicy(policy), reusable: true }];
    })
    .map((policy, index) => ({ ...policy, precedence: index + 1 }));
}

function describePolicy({ id, name = id, decision, ...rules }: AccessPolicy) {
  return { id, uid: id, name, decision, ...rulesIn(rules) };
}

function group({ id, name = id, ...rules }: AccessGroup) {
  return { id, uid: id, name, ...rulesIn(rules) };
}

function rulesIn({ include = [], require = [], exclude = [] }: AccessRules) {
  return { include, require, exclude };
}
