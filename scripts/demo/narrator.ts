import { styleText } from "node:util";

/** Prints the demo for a person at a terminal. */
export class Narrator {
  private step = 0;

  title(text: string): void {
    console.log(`\n${styleText("bold", text)}`);
  }

  chapter(text: string, command: string): void {
    this.step += 1;
    console.log(`\n${styleText("bold", `${this.step}. ${text}`)}\n   ${styleText("cyan", `$ ${command}`)}`);
  }

  /** Prints the output of another program. */
  show(text: string): void {
    console.log(text.trimEnd().replace(/^/gm, "   "));
  }

  /** Reports a kept promise. A broken one stops the demo. */
  proves(promise: string, kept: boolean): void {
    if (!kept) {
      throw new Error(`Not as promised: ${promise}`);
    }
    console.log(`   ${styleText("green", "✓")} ${promise}`);
  }
}
