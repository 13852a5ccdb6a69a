import type { NodeStatus } from "./api";
import { number, state } from "./format";

/** How many restarts the node had, and how many of those that can be judged helped it, by reason too where there are several. */
export function restartsOf({ restartHelp }: NodeStatus): string {
  const sum = (count: (each: NodeStatus["restartHelp"][number]) => number): number => restartHelp.reduce((total, each) => total + count(each), 0);
  const [all, judged] = [sum(each => each.all), sum(each => each.judged)];
  if (all === 0) return "none";
  const share = judged === 0 ? "not known yet whether it helped" : `${sum(each => each.recovered)} of ${judged} helped`;
  const reasons = restartHelp.filter(each => each.judged > 0).map(each => `${each.reason === null ? "Reason no longer kept" : state(each.reason)[0]} ${each.recovered} of ${each.judged}`);
  return `${number(all)}; ${share}${reasons.length > 0 ? ` (${reasons.join(", ")})` : ""}`;
}
