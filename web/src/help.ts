import type { HelpShare, NodeStatus } from "./api";
import { number, state } from "./format";

/** How many restarts the node had, and how many of those that can be judged helped it, by reason too where there are several. */
export function restartsOf({ help }: NodeStatus): string {
  const sum = (count: (each: HelpShare) => number): number => help.reduce((total, each) => total + count(each), 0);
  const [all, judged] = [sum(each => each.all), sum(each => each.judged)];
  if (all === 0) return "none";
  const open = all - judged;
  const reasons = help.filter(each => each.judged > 0).map(each => `${each.reason === null ? "reason no longer kept" : state(each.reason)[0]}: ${each.recovered} of ${each.judged}`);
  return [judged > 0 && `${sum(each => each.recovered)} of ${number(judged)} helped (${reasons.join("; ")})`, open > 0 && `${number(open)} not judged yet`].filter(Boolean).join(", ");
}
