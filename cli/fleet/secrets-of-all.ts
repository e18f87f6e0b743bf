import { getOrInsert } from "../../provider/memoize.js";
import type { Comparison } from "../status/compared-setting.js";
import type {
  PlaceName,
  Report,
  ReportFinding,
  ResourceStatus,
  RiskModelStatus,
  Undeclared,
} from "../status/report.js";
import { placeHash } from "../status/secret-places.js";

/** The secrets of all stacks: the report shows no setting that one of the stacks keeps secret, even if another stack does not. */
export class SecretsOfAll {
  /** The stacks that manage an account, zone or Controller, by its hash. */
  private readonly managing = new Map<string, Set<string>>();
  /** The stacks that keep something of it secret. */
  private readonly keeping = new Map<string, Set<string>>();

  add(stack: string, { resources, secretPlaces }: Report): void {
    const open = resources.flatMap(({ place: { type, id } }) =>
      id === undefined ? [] : [placeHash({ type, id })],
    );
    for (const hash of [...open, ...secretPlaces]) {
      getOrInsert(this.managing, hash, () => new Set()).add(stack);
    }
    for (const hash of secretPlaces) {
      getOrInsert(this.keeping, hash, () => new Set()).add(stack);
    }
  }

  /**
   * Where another stack keeps something secret, hides the values of drifted settings and all initial values: the other stack may have set
   * them.
   */
  resourcesOf(stack: string, { resources, secretPlaces }: Report): ResourceStatus[] {
    const isSecret = this.secretFrom(stack, secretPlaces);
    return resources.map((resource) => {
      const { place, settings } = resource;
      return settings === undefined || !isSecret(place)
        ? resource
        : {
            ...resource,
            settings: settings.map((each) =>
              each.status === "drift" ? withoutValues(each) : withoutInitial(each),
            ),
          };
    });
  }

  /** Removes the lists of undeclared settings where another stack keeps something secret. */
  undeclaredOf(stack: string, { undeclared = [], secretPlaces }: Report): Undeclared[] {
    const isSecret = this.secretFrom(stack, secretPlaces);
    return undeclared.map((each) => {
      const { settings: _, ...rest } = each;
      return isSecret(each.place) ? rest : each;
    });
  }

  /** Tells whether another stack keeps something of a place secret, or may do so. */
  private secretFrom(stack: string, secretPlaces: readonly string[]): (place: PlaceName) => boolean {
    const isOfOthers = (stacks: ReadonlySet<string> = new Set()) =>
      [...stacks].some((each) => each !== stack);
    // A place without a visible id is one of the stack's secret places, and it is not known which.
    const isShared = secretPlaces.some((hash) => isOfOthers(this.managing.get(hash)));
    return ({ type, id }) =>
      id === undefined ? isShared : isOfOthers(this.keeping.get(placeHash({ type, id })));
  }

  /** Whether a finding may be shown. A finding of Access names behaviors; one about a Controller tells its risk model. */
  readonly allowsFinding = ({ where }: ReportFinding): boolean => {
    const [, id] = /^account (.*)$/s.exec(where) ?? [];
    return !this.keeping.has(
      placeHash(id === undefined ? { type: "controller", id: where } : { type: "account", id }),
    );
  };

  readonly allowsRiskModel = ({ address }: RiskModelStatus): boolean =>
    !this.keeping.has(placeHash({ type: "controller", id: address }));

  /** A note if some of this evidence may not be shown. */
  notesOn({ findings, riskModels }: Pick<Report, "findings" | "riskModels">): string[] {
    return findings.every(this.allowsFinding) && riskModels.every(this.allowsRiskModel)
      ? []
      : ["Findings and risk models are left out where one of the stacks keeps secret what they would tell."];
  }
}

function withoutValues({ state: _, live: __, initial: ___, ...rest }: Comparison): Comparison {
  return { ...rest, secret: true };
}

function withoutInitial({ initial: _, ...rest }: Comparison): Comparison {
  return rest;
}
