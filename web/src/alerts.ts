import type { Decision, NodeStatus } from "./api";
import { number, time } from "./format";
import { byTone, condition, worst, type Tone } from "./state";

/** Something about a node that people should look at, whatever its lag is. */
export interface Alert { title: string; detail: string; tone: Tone; kind?: string }

const tones: Record<NodeStatus["alerts"][number]["level"], Tone> = { Critical: "bad", Warning: "care", Info: "care" };

const sources: Record<Decision["bestSource"], string> = { Log: "Its log", NodeRpc: "Its RPC", NodeMetrics: "Its metrics" };

/** The alerts that stand for a node, worst first; then in what its sources differ, and what its log repeats. */
export function alertsOf({ alerts, decision }: NodeStatus): Alert[] {
  const care = (title: string, detail: string): Alert => ({ title, detail, tone: "care" });
  return alerts.map(({ kind, title, cause, toDo, since, level, silencedUntil }): Alert => ({ kind, title, tone: tones[level],
    detail: `since ${time(since)}: ${cause}. ${toDo}${silencedUntil === null ? "" : ` Silenced until ${time(silencedUntil)}.`}` }))
    .concat((decision?.disagreements ?? []).map(each => care("Its sources differ", difference(each))))
    .concat((decision?.reason === "InStep" ? [] : decision?.repeats ?? []).map(each => care("Its log repeats a warning", `${number(each.count)} times: ${each.line}`)))
    .sort((a, b) => byTone(a.tone, b.tone));
}

/** In what a node's own report differs from its log or from the endpoints. */
function difference({ kind, source, reported, known }: Decision["disagreements"][number]): string {
  const who = sources[source];
  return {
    Best: `${who}: best ${number(reported)}; by its log ${number(known)}.`,
    InMajorSync: `${who}: in major sync; by its log it left that.`,
    LeftMajorSync: `${who}: not in major sync; by its log it is.`,
    Target: `${who}: it knows of block ${number(reported)}; by the endpoints the head is ${number(known)}.`,
  }[kind];
}

/** The colour of a node with all that stands against it. */
export const toneOf = (node: NodeStatus): Tone => worst(condition(node).tone, ...alertsOf(node).map(alert => alert.tone));

/** How many lines of the log are errors or warnings, in words; empty when none is. */
export function complaints(node: NodeStatus): string {
  const count = (kind: string, one: string): string | null => {
    const lines = node.facts?.troubles.find(trouble => trouble.kind === kind)?.count ?? 0;
    return lines === 0 ? null : `${number(lines)} ${one}${lines === 1 ? "" : "s"}`;
  };
  return [count("Error", "error"), count("Warning", "warning")].filter(each => each !== null).join(", ");
}
