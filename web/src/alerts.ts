import type { NodeStatus } from "./api";
import { byTone, nodeState, number, time, worst, type Tone } from "./format";

/** Something about a node that people should look at, whatever its lag is. */
export interface Alert { title: string; detail: string; tone: Tone }

const flags: Record<string, Alert> = {
  RestartsDidNotHelp: { title: "Restarts don't help", detail: "Three or more in a row did not bring it back: somebody has to look at it.", tone: "bad" },
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

/** The alerts that stand for a node, worst first. Kinds of trouble that a healthy node logs too are left to its facts. */
export function alertsOf(node: NodeStatus): Alert[] {
  const alerts = node.alerts.map(name => flags[name] ?? { title: name, detail: "", tone: "care" as Tone });
  for (const trouble of node.troubles) {
    const words = troubles[trouble.kind];
    if (words) alerts.push({ title: words[0], detail: `${trouble.at === null ? "" : `${time(trouble.at)}: `}${trouble.line}`, tone: words[1] });
  }
  if (node.isHeadStale) alerts.push({ title: "The network's head is stale", detail: "It has not moved for two minutes: the lag may be more than it shows.", tone: "care" });
  if (node.peers === 0) alerts.push({ title: "No peers", detail: "It has nobody to get blocks from.", tone: "care" });
  if (node.disagreement !== null) alerts.push({ title: "Log and RPC differ", detail: node.disagreement, tone: "care" });
  return alerts.sort((a, b) => byTone(a.tone, b.tone));
}

/** The colour of a node with all that stands against it. */
export const toneOf = (node: NodeStatus): Tone => worst(nodeState(node)[1], ...alertsOf(node).map(alert => alert.tone));

/** How many lines of the log are errors or warnings, in words; empty when none is. */
export function complaints(node: NodeStatus): string {
  const count = (kind: string, one: string): string | null => {
    const lines = node.troubles.find(trouble => trouble.kind === kind)?.count ?? 0;
    return lines === 0 ? null : `${number(lines)} ${one}${lines === 1 ? "" : "s"}`;
  };
  return [count("Error", "error"), count("Warning", "warning")].filter(each => each !== null).join(", ");
}
