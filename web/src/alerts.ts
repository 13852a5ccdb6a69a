import type { Decision, NodeStatus } from "./api";
import { byTone, nodeState, number, time, worst, type Tone } from "./format";

/** Something about a node that people should look at, whatever its lag is. */
export interface Alert { title: string; detail: string; tone: Tone }

const flags: Record<Decision["alerts"][number], Alert> = {
  RestartsDidNotHelp: { title: "Restarts don't help", detail: "Three or more in a row did not bring it back: somebody has to look at it.", tone: "bad" },
  Blind: { title: "Nobody can judge it", detail: "It is not restarted meanwhile, whatever its state is.", tone: "bad" },
  Crashed: { title: "It crashed", detail: "It ended by itself, and nothing starts it again.", tone: "bad" },
  CrashLooping: { title: "It crashes again and again", detail: "Three or more of its lives ended by themselves within ten minutes.", tone: "bad" },
  Forked: { title: "On another fork", detail: "It finalized another block than the network did at that height.", tone: "bad" },
  NetworkFinalityStalled: { title: "The network's finality stands still", detail: "Blocks come, but none is finalized anywhere.", tone: "care" },
  FinalityStalled: { title: "Finality stands still", detail: "It imports blocks, but finalizes none.", tone: "bad" },
};

const troubles: Record<string, [string, Tone]> = {
  Panic: ["A thread panicked", "care"],
  EssentialTaskFailed: ["An essential task failed", "bad"],
  DatabaseCorrupt: ["The database is damaged", "bad"],
  DiskFull: ["The disk is full", "bad"],
};

const sources: Record<Decision["bestSource"], string> = { Log: "Its log", NodeRpc: "Its RPC", NodeMetrics: "Its metrics" };

/** The alerts that stand for a node, worst first. Kinds of trouble that a healthy node logs too are left to its facts. */
export function alertsOf({ decision, facts }: NodeStatus): Alert[] {
  if (decision === null) return [];
  const alerts = decision.alerts.map(name => withEnd(flags[name] ?? { title: name, detail: "", tone: "care" as Tone }, name, decision));
  for (const trouble of facts?.troubles ?? []) {
    const words = troubles[trouble.kind];
    if (words) alerts.push({ title: words[0], detail: `${trouble.at === null ? "" : `${time(trouble.at)}: `}${trouble.line}`, tone: words[1] });
  }
  for (const each of decision.reason === "InStep" ? [] : decision.repeats)
    alerts.push({ title: "Its log repeats a warning", detail: `${number(each.count)} times: ${each.line}`, tone: "care" });
  if (decision.isHeadStale) alerts.push({ title: "The network's head is stale", detail: "It has not moved for two minutes: the lag may be more than it shows.", tone: "care" });
  if (decision.peers === 0) alerts.push({ title: "No peers", detail: "It has nobody to get blocks from.", tone: "care" });
  for (const each of decision.disagreements) alerts.push({ title: "Its sources differ", detail: difference(each), tone: "care" });
  return alerts.sort((a, b) => byTone(a.tone, b.tone));
}

/** An alert about crashes tells how the last life ended, too. */
function withEnd(alert: Alert, name: string, { end }: Decision): Alert {
  if (!name.startsWith("Crash") || end === null) return alert;
  const code = end.exitCode === null ? "" : ` Exit code ${end.exitCode}.`;
  return { ...alert, detail: `${alert.detail}${code} ${end.lastWords ?? end.said ?? ""}` };
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
export const toneOf = (node: NodeStatus): Tone => worst(nodeState(node)[1], ...alertsOf(node).map(alert => alert.tone));

/** How many lines of the log are errors or warnings, in words; empty when none is. */
export function complaints(node: NodeStatus): string {
  const count = (kind: string, one: string): string | null => {
    const lines = node.facts?.troubles.find(trouble => trouble.kind === kind)?.count ?? 0;
    return lines === 0 ? null : `${number(lines)} ${one}${lines === 1 ? "" : "s"}`;
  };
  return [count("Error", "error"), count("Warning", "warning")].filter(each => each !== null).join(", ");
}
