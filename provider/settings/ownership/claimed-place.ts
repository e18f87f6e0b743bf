/** What this run knows about one account or zone. */
export class ClaimedPlace {
  /** The number of resources in the program that manage it. 0 before the first check, as in a destroy. */
  siblings = 0;
  /** URNs of the resources whose check is under way: it may still refuse them. */
  readonly checking = new Set<string>();
  /** URNs of those whose check has ended. */
  readonly checked = new Set<string>();
  /** URNs of resources that have some of its settings on record, and whose check was refused. */
  readonly held = new Set<string>();
  /** The URN of the resource that declares each setting. */
  readonly declared = new Map<string, string | undefined>();
  /** Settings whose owner may turn out not to declare them. */
  private readonly undecided = new Set<string>();
  /** Settings that an operation of this run has given up. */
  readonly released = new Set<string>();

  /** The resource that certainly declares a setting, if it is another one. */
  otherOwner(setting: string, urn: string | undefined): string | undefined {
    const owner = this.declared.get(setting);
    return urn === undefined || owner === urn || this.undecided.has(setting) ? undefined : owner;
  }

  /** Records that a resource declares a setting, or may do so. The latest claim counts, unless an earlier one is certain. */
  claim(setting: string, urn: string | undefined, isUndecided: boolean): void {
    if (this.otherOwner(setting, urn) !== undefined) {
      return;
    }
    this.declared.set(setting, urn);
    if (isUndecided) {
      this.undecided.add(setting);
    } else {
      this.undecided.delete(setting);
    }
  }

  /** Removes the claims of a resource. */
  unclaim(urn: string | undefined): void {
    for (const [setting, owner] of this.declared) {
      if (owner === urn) {
        this.declared.delete(setting);
      }
    }
  }
}
