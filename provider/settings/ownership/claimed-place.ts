/** The resource that declares a setting. */
interface Claim {
  readonly urn: string | undefined;
  /** Whether it may turn out not to declare the setting. */
  readonly isUndecided: boolean;
}

export type ClaimsBySetting = Map<string, Claim>;

/** What this run knows about one account or zone. */
export class ClaimedPlace {
  /** The number of resources in the program that manage it. 0 before the first check, as in a destroy. */
  siblings = 0;
  /** URNs of the resources whose check is under way: it may still refuse them. */
  readonly checking = new Set<string | undefined>();
  /** URNs of those whose check has ended. */
  readonly checked = new Set<string | undefined>();
  /** URNs of resources that have some of its settings on record, and whose check was refused. */
  readonly held = new Set<string | undefined>();
  /** By setting. */
  readonly declared: ClaimsBySetting = new Map();
  /** The claims of operations that have failed, by setting. */
  readonly withdrawn: ClaimsBySetting = new Map();
  /** Settings that an operation of this run has given up. */
  readonly released = new Set<string>();

  /** The resource that certainly declares a setting, if it is another one. */
  otherOwner(setting: string, urn: string | undefined): string | undefined {
    const claim = this.declared.get(setting);
    return urn === undefined || claim?.urn === urn || claim?.isUndecided ? undefined : claim?.urn;
  }

  /** Records that a resource declares a setting, or may do so. The latest claim counts, unless an earlier one is certain. */
  claim(setting: string, urn: string | undefined, isUndecided: boolean): void {
    if (this.otherOwner(setting, urn) === undefined) {
      this.declared.set(setting, { urn, isUndecided });
    }
  }

  /** Removes the claims of a resource. */
  unclaim(urn: string | undefined): void {
    for (const [setting, claim] of this.declared) {
      if (claim.urn === urn) {
        this.declared.delete(setting);
      }
    }
  }
}
