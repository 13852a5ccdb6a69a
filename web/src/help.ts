import type { HelpShare, NodeStatus, SavedAction } from "./api";
import { ago, duration, number, unknown } from "./format";
import { state } from "./state";

/** How many restarts the node had, and how many of those that can be judged helped it, by reason too where there are several. */
export function restartsOf({ help }: NodeStatus): string {
  const sum = (count: (each: HelpShare) => number): number => help.reduce((total, each) => total + count(each), 0);
  const [all, judged] = [sum(each => each.all), sum(each => each.judged)];
  if (all === 0) return "none";
  const open = all - judged;
  const reasons = help.filter(each => each.judged > 0).map(each => `${each.reason === null ? "reason no longer kept" : state(each.reason).text}: ${each.recovered} of ${each.judged}`);
  return [judged > 0 && `${sum(each => each.recovered)} of ${number(judged)} helped (${reasons.join("; ")})`, open > 0 && `${number(open)} not judged yet`].filter(Boolean).join(", ");
}

/** "2 h ago, helped". */
export function lastRestart(action: SavedAction | undefined): string {
  if (action === undefined) return unknown;
  const effect = action.effect === "Recovered" ? ", helped" : action.effect === "NoChange" || action.effect === "Worse" ? ", did not help" : action.outcome?.result === "Failed" ? ", failed" : "";
  return `${ago(action.at)}${effect}`;
}

/** A recovery is seen once it has lasted for so long. */
const confirmSeconds = 60;

/** How an action ended, and what it did for the node, once that is known: "restarted in 12.3 s; recovered 2 min later". */
export function outcomeOf({ remedy, outcome, effect, effectAfter }: Pick<SavedAction, "remedy" | "outcome" | "effect" | "effectAfter">): string {
  const verb = remedy === "Start" ? "start" : "restart";
  if (outcome === null) return `${verb} under way`;
  const [took, cause] = [`${outcome.took.toFixed(1)} s`, causeOf(outcome)];
  if (!outcome.hasSucceeded) return outcome.result === "Abandoned" ? `not ${verb}ed: ${cause}` : `${verb} failed after ${took}: ${cause}`;
  const did = effect === "Recovered" ? `; recovered ${duration((effectAfter ?? 0) - confirmSeconds)} later` : effect === "Worse" ? "; did not help, it got worse" : effect === "NoChange" ? "; did not help" : "";
  return `${verb}ed in ${took}${did}`;
}

function causeOf({ cause, said, found }: NonNullable<SavedAction["outcome"]>): string {
  const texts: Record<typeof cause, string> = {
    None: "the cause is not known",
    OtherState: `the node is ${(found ?? "in another state").toLowerCase()} now`,
    OtherLife: "it was started again in the meantime",
    OwnerStopping: "somebody else is stopping or restarting it",
    OwnerStopped: "somebody else stopped it in the meantime",
    Refused: "Docker refused",
    NoAnswer: "Docker gave no answer in time",
    NoNewStart: "Docker accepted it, but the node has no new start time",
    EndedAtOnce: "it was started and ended at once",
    MonitorEnded: "the monitor ended before the outcome was known",
  };
  return [texts[cause] ?? cause, said].filter(Boolean).join(": ");
}
