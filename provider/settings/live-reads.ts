import { unlessCancelled } from "../engine/cancellation.js";
import { waits } from "./preview-and-operation-waits.js";

/** The live settings, and when they were seen. */
export interface LiveRead<S> {
  readonly live: S;
  /** `performance.now()` when the answer arrived: a rate limit may have held the request back for minutes before. */
  readonly seenAt: number;
}

/** Adds the time of arrival to an answer. */
export async function timed<S>(answer: Promise<S>): Promise<LiveRead<S>> {
  const live = await answer;
  return { live, seenAt: performance.now() };
}

/** The result of one GET of the live settings. An observation (a GET for a preview) never rejects: nobody may be waiting for it. */
export type LiveReadResult<S> = LiveRead<S> | { readonly error: unknown };

interface Shared<S> {
  readonly settled: Promise<LiveReadResult<S>>;
  /** When it was started. */
  readonly since: number;
}

/** Shares one GET of an account or zone among all callers that need its live settings at about the same time. */
export class LiveReads<S> {
  private readonly started = new Map<string, Shared<S>>();

  /**
   * @param readForPreview GETs the live settings for a preview, and gives up after `deadline` milliseconds.
   * @param readForOperation GETs them for an operation.
   */
  constructor(
    private readonly readForPreview: (id: string, deadline: number) => Promise<S>,
    private readonly readForOperation: (id: string) => Promise<S>,
  ) {}

  /** The observation that is under way or still fresh, or a new one that is given up after `deadline` milliseconds. */
  share(id: string, deadline = waits.previewDeadline): Shared<S> {
    return this.fresh(id) ?? this.start(id, deadline);
  }

  /**
   * The live settings, from a fresh observation if one succeeded. An observation gives up sooner than this does, but a cancellation does
   * not stop it.
   */
  async read(id: string): Promise<LiveRead<S>> {
    const shared = this.fresh(id);
    const observation = shared === undefined ? undefined : await unlessCancelled(shared.settled);
    return observation !== undefined && "live" in observation ? observation : this.readAgain(id);
  }

  /** The live settings as they are now. */
  async readAgain(id: string): Promise<LiveRead<S>> {
    return timed(this.readForOperation(id));
  }

  /** Call this when a PUT begins and when it ends: earlier reads are then out of date. */
  invalidate(id: string): void {
    this.started.delete(id);
  }

  private fresh(id: string): Shared<S> | undefined {
    const shared = this.started.get(id);
    return shared !== undefined && performance.now() - shared.since < waits.freshRead ? shared : undefined;
  }

  private start(id: string, deadline: number): Shared<S> {
    const since = performance.now();
    const settled = timed(this.readForPreview(id, deadline)).catch((error: unknown) => ({ error }));
    const shared = { settled, since };
    this.started.set(id, shared);
    return shared;
  }
}
