import type {
  CheckResult,
  ConfigureRequest,
  CreateResult,
  DiffResult,
  ReadResult,
  ResourceProvider,
  UpdateResult,
} from "@pulumi/pulumi/dynamic";
import { PartialFailure } from "../engine/partial-failure.js";
import { plain } from "../engine/plain.js";
import { CredentialsError, EntitlementError, NotFoundError } from "../errors.js";
import { adopt, adoptedSettings, declaredNames } from "./adoption.js";
import { apply, outputs } from "./apply.js";
import { describeSettings } from "./describe.js";
import { NOTHING, type SettingsKind } from "./kind.js";
import { notKnownYet } from "./preview.js";
import { nameIn, openContext, type ProgramContext, siblingsOf } from "./program-context.js";
import { previewRemoval } from "./removal.js";
import { type Operation, Session } from "./session.js";
import { hasSettings, omit, pick, remember, type Settings, sameSettings, settingNames } from "./settings.js";
import { failure } from "./validation.js";

/**
 * The dynamic provider of a settings document: it answers the engine and orders the steps. What a kind has of its own is in
 * {@link SettingsKind}, what decides is pure ({@link plan}), what talks is the client.
 */
export class SettingsProvider<S extends Settings> implements ResourceProvider<object, object> {
  private current: Session<S> | undefined;

  constructor(private readonly kind: SettingsKind<S>) {}

  /** Stores the configuration before its first `await`: a second resource may arrive while this one is being awaited. */
  async configure({ config }: ConfigureRequest): Promise<void> {
    this.current = new Session(config, this.kind.type, this.kind.observe);
  }

  async check(olds: object, news: object): Promise<CheckResult<object>> {
    const { kind, session } = this;
    const { context, inputs } = openContext(news);
    const checked = kind.check(inputs);
    if (checked.failures.length > 0) {
      this.countRefused(inputs, context);
      return checked;
    }
    const before = kind.draft(olds);
    const draft = kind.draft(checked.inputs);
    const { id } = draft;
    const unknown = notKnownYet(kind, draft);
    if (unknown !== undefined) {
      session.reporter.preview({ type: kind.type, id, urn: context.urn }, unknown);
    }
    if (id === undefined) {
      return checked;
    }
    const declared = declaredNames(draft);
    const conflicts = session.claims.declare(id, {
      urn: context.urn,
      siblings: siblingsOf(context, id),
      declared,
      removed: before.id === id ? declaredNames(before).filter((setting) => !declared.includes(setting)) : [],
    });
    const subject = { type: kind.type, id, urn: context.urn };
    if (draft.complete && declared.length === 0) {
      // No failure: a program may compute what it manages.
      session.reporter.preview(subject, "manages nothing: the program declares no setting");
    }
    const settings = adoptedSettings(before, draft);
    const adoption = { kind, session, id, adopted: { draft, settings }, context, isNew: before.id !== id };
    return {
      ...checked,
      failures: [
        ...conflicts.map(({ setting, urn }) =>
          failure(kind.path(setting), `is managed by ${nameIn(urn)} too: declare it in one of them only`),
        ),
        ...(settings.length === 0 ? [] : await adopt(adoption)),
      ],
    };
  }

  /** Nobody has to wait for a resource whose check has failed. */
  private countRefused(inputs: object, context: ProgramContext): void {
    const id = Object.entries(inputs).find(([property]) => property === this.kind.idProperty)?.[1];
    if (typeof id === "string") {
      this.session.claims.refuse(id, { urn: context.urn, siblings: siblingsOf(context, id) });
    }
  }

  /** Leaves `changes` undefined: then the engine compares the inputs itself, property by property. */
  async diff(id: string, olds: object, news: object): Promise<DiffResult> {
    const { kind, session } = this;
    const recorded = kind.decode(olds);
    const draft = kind.draft(news);
    const replaced = draft.id !== recorded.id;
    // Whoever comes to manage one of these settings takes over what is remembered: another resource, or a replacement of this one.
    session.claims.offer(id, recorded.initial);
    const removed = replaced ? recorded.settings : omit(recorded.settings, declaredNames(draft));
    if (hasSettings(removed) && draft.id !== undefined && draft.complete) {
      const urn = session.claims.urnOf(id, omit(recorded.settings, settingNames(removed)));
      const after = replaced ? { ...recorded, settings: {} } : draft;
      const subject = { type: kind.type, id, urn };
      session.reporter.previewAtTheEnd(() =>
        previewRemoval({ kind, session, id, subject, recorded, removed, after }),
      );
    }
    const replaces = replaced ? [kind.idProperty] : [];
    // The engine forgets at a refresh that an operation was left half done, and does not know that another resource has given back the same.
    const hasToLook = recorded.unconfirmed || session.claims.isReleased(id, declaredNames(draft));
    return hasToLook ? { replaces, changes: true } : { replaces };
  }

  /** Adopts: the settings always exist. */
  async create(news: object): Promise<CreateResult<object>> {
    const declared = this.kind.decode(news);
    const { id } = declared;
    return {
      id,
      outs: await apply(this.operation(id, declared.settings), { id, ...NOTHING }, declared, news),
    };
  }

  async update(id: string, olds: object, news: object): Promise<UpdateResult<object>> {
    const recorded = this.kind.decode(olds);
    const declared = this.kind.decode(news);
    const isComplete = settingNames(declared.settings).every((setting) =>
      Object.hasOwn(recorded.initial, setting),
    );
    const isReleased = this.session.claims.isReleased(id, settingNames(declared.settings));
    const isSame = sameSettings(recorded.settings, declared.settings);
    if (isComplete && isSame && !recorded.unconfirmed && !isReleased) {
      return { outs: outputs(this.kind, { ...declared, initial: recorded.initial }) };
    }
    return { outs: await apply(this.operation(id, declared.settings), recorded, declared, news) };
  }

  /** Shows the live values of owned settings. Only the API's own word that the account or zone is gone counts as gone. */
  async read(id: string, props: object = {}): Promise<ReadResult<object>> {
    const { kind, session } = this;
    const recorded = kind.decode(props);
    try {
      const live = await kind.observe(await session.client(), id);
      const settings = pick(live, settingNames(recorded.settings));
      // What is missing after a half-done operation was never written: one that writes records it first.
      const seen = recorded.unconfirmed ? live : {};
      const current = { ...recorded, settings, initial: remember(recorded.initial, seen, recorded.settings) };
      return { id, props: outputs(kind, current), inputs: plain(kind.encode(current)) };
    } catch (error) {
      if (!(error instanceof NotFoundError)) {
        throw explainOldCredentials(error);
      }
      this.operation(id).tell(
        `is gone. Before it was first managed: ${describeSettings(kind, recorded.initial)}`,
      );
      return {};
    }
  }

  /** Gives back, and never fails over an account or zone that is gone or cannot take it any more. */
  async delete(id: string, props: object): Promise<void> {
    const recorded = this.kind.decode(props);
    const operation = this.operation(id);
    try {
      await apply(operation, recorded, { ...recorded, settings: {} }, props);
    } catch (failure) {
      const error = failure instanceof PartialFailure ? failure.cause : failure;
      if (!(error instanceof NotFoundError || error instanceof EntitlementError)) {
        throw explainOldCredentials(error);
      }
      operation.tell(`could not be given back and is left as it is: ${error.message}`);
    }
  }

  /** @param declared What the resource declares; its name in the program is known by that. */
  private operation(id: string, declared: Partial<S> = {}): Operation<S> {
    const { kind, session } = this;
    const subject = { type: kind.type, id, urn: session.claims.urnOf(id, declared) };
    return { kind, session, id, tell: (line) => session.reporter.tell(subject, line) };
  }

  private get session(): Session<S> {
    if (this.current === undefined) {
      throw new Error("The engine called the provider before configure.");
    }
    return this.current;
  }
}

/** Refresh and destroy get the configuration of the last `up` from the engine: a new token does not reach them by itself. */
function explainOldCredentials(error: unknown): unknown {
  return error instanceof CredentialsError
    ? new CredentialsError(
        `${error.message} Refresh and destroy use the configuration of the last "pulumi up": after a change of credentials add --run-program.`,
        { cause: error },
      )
    : error;
}
