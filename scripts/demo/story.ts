import { isDeepStrictEqual } from "node:util";
import type { Emulator } from "../../emulator/index.js";
import type { Operation, PulumiProject } from "../pulumi-project.js";
import type { Narrator } from "./narrator.js";

interface Cast {
  readonly account: string;
  readonly zone: string;
  readonly token: string;
}

/** The life of two resources on the real engine. Each chapter checks its promises. */
export class Story {
  private readonly before: unknown;

  constructor(
    private readonly emulator: Emulator,
    private readonly project: PulumiProject,
    private readonly narrator: Narrator,
    private readonly cast: Cast,
  ) {
    this.before = this.live();
    narrator.title("What is set in Cloudflare today");
    this.showLive();
  }

  async preview(): Promise<void> {
    this.chapter("Preview: what would change", "pulumi preview --diff");
    const preview = await this.project.preview({ args: ["--diff", "--suppress-outputs"] });
    this.narrator.show(resourcesOf(preview.stdout));
    this.narrator.show(said(preview));
    const told = said(preview).includes("overwrites imp_travel: enabled, low → enabled, high");
    this.narrator.proves("the preview tells what adoption overwrites", told);
    this.narrator.proves("nothing was written", this.writes() === 0);
  }

  async deploy(): Promise<void> {
    this.chapter("Deploy: adopt what is there, write what differs", "pulumi up");
    const up = await this.project.up();
    this.narrator.show(said(up));
    this.showLive();
    const { behaviors } = this.emulator.account(this.cast.account);
    this.narrator.proves(
      "imp_travel is enabled with level high",
      same(behaviors.get("imp_travel"), true, "high"),
    );
    this.narrator.proves(
      "sentinel_one, which nobody declared, is as it was",
      same(behaviors.get("sentinel_one"), true, "medium"),
    );
    const { resources } = await this.project.export();
    const text = JSON.stringify(resources);
    this.narrator.proves("the token is nowhere in the state", !text.includes(this.cast.token));
  }

  async deployAgain(): Promise<void> {
    this.chapter("Deploy again, unchanged", "pulumi up --expect-no-changes");
    await this.project.up({ args: ["--expect-no-changes"] });
    this.narrator.proves(
      `requests to Cloudflare: ${this.cloudflare().length}`,
      this.cloudflare().length === 0,
    );
  }

  async drift(): Promise<void> {
    this.chapter("Somebody disables imp_travel in the dashboard", "pulumi refresh --diff");
    this.emulator.account(this.cast.account).behavior("imp_travel").enabled = false;
    const refresh = await this.project.refresh({ args: ["--diff", "--suppress-outputs"] });
    this.narrator.show(resourcesOf(refresh.stdout));
    const drifted =
      refresh.stdout.includes("enabled  : true => false") || /enabled\s*: true => false/.test(refresh.stdout);
    this.narrator.proves("refresh shows just that property", drifted);
  }

  async repair(): Promise<void> {
    this.chapter("Deploy once more: the drift is repaired", "pulumi up");
    this.narrator.show(said(await this.project.up()));
    const behavior = this.emulator.account(this.cast.account).behaviors.get("imp_travel");
    this.narrator.proves("imp_travel is enabled with level high again", same(behavior, true, "high"));
    this.narrator.proves(
      "it took one GET and one PUT",
      this.cloudflare().length === 2 && this.writes() === 1,
    );
  }

  async destroy(): Promise<void> {
    this.chapter("Destroy: everything is given back", "pulumi destroy");
    this.narrator.show(said(await this.project.destroy()));
    this.showLive();
    this.narrator.proves(
      "the settings are what they were before Pulumi came",
      isDeepStrictEqual(this.live(), this.before),
    );
  }

  private chapter(text: string, command: string): void {
    this.emulator.forgetRequests();
    this.narrator.chapter(text, command);
  }

  private cloudflare() {
    return this.emulator.requests.filter(({ api }) => api === "cloudflare");
  }

  private writes(): number {
    return this.cloudflare().filter(({ method }) => method === "PUT").length;
  }

  private live() {
    const { user_profiles, username_expressions, authentication_settings } = this.emulator.zone(
      this.cast.zone,
    );
    return structuredClone({
      behaviors: this.emulator.account(this.cast.account).settings,
      fraud: {
        user_profiles,
        username_expressions,
        success: authentication_settings?.success_criteria?.status_codes ?? [],
        failure: authentication_settings?.failure_criteria?.status_codes ?? [],
      },
    });
  }

  private showLive(): void {
    const { behaviors, fraud } = this.live();
    const lines = Object.entries(behaviors).map(
      ([key, { enabled, risk_level }]) =>
        `${key.padEnd(22)}${enabled ? "enabled" : "disabled"}, ${risk_level}`,
    );
    const settings = Object.entries(fraud).map(
      ([name, value]) => `${name.padEnd(22)}${JSON.stringify(value)}`,
    );
    this.narrator.show(["Live settings:", ...lines, ...settings].join("\n"));
  }
}

function same(
  behavior: { enabled: boolean; risk_level: string } | undefined,
  enabled: boolean,
  level: string,
): boolean {
  return behavior?.enabled === enabled && behavior.risk_level === level;
}

/** The part of the CLI's output that is about our resources. */
function resourcesOf(output: string): string {
  const lines = output.split("\n");
  const first = lines.findIndex((line) => line.includes("pulumi:pulumi:Stack"));
  const last = lines.findIndex((line) => /^(Resources|Diagnostics):/.test(line));
  return lines.slice(Math.max(first, 0), last === -1 ? undefined : last).join("\n");
}

/** The messages of the provider in an operation. */
function said({ diagnostics }: Operation): string {
  return diagnostics.map(({ message }) => message.trimEnd()).join("\n");
}
