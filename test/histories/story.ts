import type { Command, Edit, Event, PulumiRun } from "./commands.js";
import { placeName } from "./world.js";

/** A history as a story, one command a line. */
export function tellStory(history: readonly Command[]): string {
  return history.map((command, index) => `  ${String(index + 1).padStart(2)}. ${tell(command)}`).join("\n");
}

function tell(command: Command): string {
  if ("edit" in command) return tellEdit(command.edit);
  return "event" in command ? tellEvent(command.event) : tellPulumi(command.pulumi);
}

function tellEdit(edit: Edit): string {
  switch (edit.do) {
    case "declare":
      return `the program declares ${edit.unit} = ${JSON.stringify(edit.value)} in "${edit.slot}"`;
    case "undeclare":
      return `the program no longer declares ${edit.unit} in "${edit.slot}"`;
    case "move":
      return `the program moves ${edit.unit} from "${edit.from}" to "${edit.to}"`;
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
      return `(in the next run: ${event.fault})`;
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
