import type { Resource } from "./stack.js";

/** The resources in the state of a stack. */
export class State {
  /** The resources except replaced ones. */
  current: readonly Resource[] = [];
  /** Replaced resources that are not deleted yet. */
  pendingDelete: readonly Resource[] = [];
  private uids = 0;

  get all(): readonly Resource[] {
    return [...this.current, ...this.pendingDelete];
  }

  /** The resource with the first of these names that exists. */
  find(names: readonly string[]): Resource | undefined {
    return names
      .map((name) => this.current.find((one) => one.name === name))
      .find((one) => one !== undefined);
  }

  add(resource: Omit<Resource, "uid">): void {
    this.uids += 1;
    this.current = [...this.current, { uid: this.uids, ...resource }];
  }

  replace(old: Resource, now: Resource): void {
    this.current = this.current.map((one) => (one === old ? now : one));
  }

  doom(old: Resource): void {
    this.pendingDelete = [...this.pendingDelete, old];
  }

  remove(old: Resource): void {
    this.current = this.current.filter((one) => one !== old);
    this.pendingDelete = this.pendingDelete.filter((one) => one !== old);
  }
}
