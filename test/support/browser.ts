import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

/** The path on Debian. Another browser would need other options. */
const CHROMIUM = "/usr/bin/chromium";

const hasBrowser = (): boolean => fs.existsSync(CHROMIUM);

export interface Screen {
  readonly width: number;
  readonly height: number;
  readonly preferred: "light" | "dark";
}

/** Opens files in a real browser. Each file gets a new browser with its own profile and without network access. */
export class Browser {
  readonly directory = fs.mkdtempSync(path.join(os.tmpdir(), "risk-posture-browser-"));

  /** The DOM of a page after its scripts ran, for a reader who prefers light or dark pages. */
  async dom(name: string, content: string, preferred: Screen["preferred"] = "light"): Promise<string> {
    const { stdout } = await this.run([
      schemeOption(preferred),
      // Timers fire as soon as the page is idle, so the DOM includes what scripts do later.
      "--virtual-time-budget=10000",
      "--dump-dom",
      this.write(name, content),
    ]);
    return stdout;
  }

  /** A PNG picture of the page, for a reader who prefers light or dark pages. */
  async screenshot(name: string, content: string, { width, height, preferred }: Screen): Promise<Buffer> {
    const file = path.join(this.directory, "screenshot.png");
    await this.run([
      `--window-size=${width},${height}`,
      "--hide-scrollbars",
      "--force-device-scale-factor=1",
      schemeOption(preferred),
      `--screenshot=${file}`,
      this.write(name, content),
    ]);
    return fs.readFileSync(file);
  }

  dispose(): void {
    fs.rmSync(this.directory, { recursive: true, force: true });
  }

  private write(name: string, content: string): string {
    const file = path.join(this.directory, name);
    fs.writeFileSync(file, content);
    return `file://${file}`;
  }

  private run(args: string[]) {
    const profile = fs.mkdtempSync(path.join(this.directory, "profile-"));
    return promisify(execFile)(CHROMIUM, [...OPTIONS, `--user-data-dir=${profile}`, ...args], {
      timeout: 60_000,
      maxBuffer: 16 * 1024 * 1024,
    });
  }
}

/** Uses Chromium's own numbers for the two schemes. */
function schemeOption(preferred: Screen["preferred"]): string {
  return `--blink-settings=preferredColorScheme=${preferred === "dark" ? 0 : 1}`;
}

const OPTIONS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser of a suite. The suite is skipped if no browser is installed. */
export function browserOfSuite(): Browser {
  const browser = new Browser();
  before(function () {
    if (!hasBrowser()) {
      console.log(`    (skipped: there is no ${CHROMIUM}; on Debian, "apt-get install chromium" brings it)`);
      this.skip();
    }
  });
  after(() => browser.dispose());
  return browser;
}
