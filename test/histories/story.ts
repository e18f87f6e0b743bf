import type { Command, Edit, Event, PulumiRun } from "./commands.js";
import { neighbour, type Program } from "./program.js";
import type { Ended } from "./stack.js";
import { placeName } from "./world.js";

/** What is about to happen, in a sentence. Nothing, if it leaves the program as it is. */
export function tell(command: Command, program: Program): string | undefined {
  if ("edit" in command) return tellEdit(command.edit, program);
  return "event" in command ? tellEvent(command.event) : tellPulumi(command.pulumi);
}

/** How a run went. */
export function tellEnd({ operations, failure, killed }: Ended): string {
  const count = `${operations} operation${operations === 1 ? "" : "s"}`;
  if (killed) return `${count}, then killed`;
  return failure === undefined ? count : `${count}, then: ${failure}`;
}

function tellEdit(edit: Edit, program: Program): string | undefined {
  switch (edit.do) {
    case "declare":
      return `the program declares ${edit.unit} = ${JSON.stringify(edit.value)} in "${edit.slot}"`;
    case "undeclare":
    case "move": {
      const nth = program.nth(edit.nth);
      if (nth === undefined) return undefined;
      return edit.do === "undeclare"
        ? `the program no longer declares ${nth.unit} in "${nth.slot}"`
        : `the program moves ${nth.unit} from "${nth.slot}" to "${neighbour[nth.slot]}"`;
    }
    case "remove":
      return `"${edit.slot}" leaves the program`;
    case "set place":
      return `"${edit.slot}" is now for ${placeName(edit.place)}`;
    case "set onDestroy":
      return `"${edit.slot}" has onDestroy: ${edit.onDestroy ?? "(left out)"}`;
    case "rename":
      return `"${edit.slot}" is renamed ${edit.withAlias ? "with" : "without"} an alias`;
    case "reverse":
      return "the program declares its resources the other way round";
  }
}

function tellEvent(event: Event): string {
  switch (event.do) {
    case "drift":
      return `somebody sets ${event.unit} of ${placeName(event.place)} to ${JSON.stringify(event.value)}`;
    case "meanwhile":
      return `(just before the next PUT somebody sets ${event.unit} of ${placeName(event.place)} to ${JSON.stringify(event.value)})`;
    case "appear":
    case "vanish":
      return `the behavior ${event.unit} ${event.do}s on ${placeName(event.place)}`;
    case "lose":
    case "regain":
      return `people ${event.do} ${event.what}: ${placeName(event.place)}`;
    case "set token":
      return `the token from now on: ${event.token}`;
    case "set PUT":
      return `a PUT of ${placeName(event.place)} from now on ${event.mode}s, and its answer lists ${event.answer}`;
    case "fail":
      return `(in the next run: ${event.faults.join(", then ")})`;
    case "heal":
      return "everything is there again, entitled and permitted";
  }
}

function tellPulumi(run: PulumiRun): string {
  switch (run.do) {
    case "up":
      return `pulumi up (checks ${run.checks})`;
    case "up --replace":
    case "up --target":
      return `pulumi ${run.do} "${run.slot}"`;
    case "up, killed":
      return `pulumi up, killed after operation ${run.after}`;
    default:
      return `pulumi ${run.do}`;
  }
}
