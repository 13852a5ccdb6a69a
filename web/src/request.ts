import { get, post, type DecisionEntry, type MonitorStatus, type NodeStatus } from "./api";
import { secondsUntil } from "./clock";
import { countdown } from "./format";

const paceMilliseconds = 500;

/** A check takes no longer. */
const patienceMilliseconds = 90_000;

/** Asks for a restart, and says why it is not done; nothing when it has begun, which the node's card shows. */
export async function restart(name: string, token: string): Promise<string | void> {
  const { at } = await get<MonitorStatus>("api/v1/monitor");
  const before = Math.max(0, ...(await decisionsOf(name)).map(decision => decision.id));
  await post(`api/v1/nodes/${name}/restart`, token);
  for (const end = Date.now() + patienceMilliseconds; Date.now() < end; await new Promise(resolve => setTimeout(resolve, paceMilliseconds))) {
    try {
      // In this order: a decision that changed something is listed before the node's state shows it. One that is as before is not listed.
      const node = await get<NodeStatus>(`api/v1/nodes/${name}`);
      const made = (await decisionsOf(name)).filter(decision => decision.id > before && decision.asksForRestart).at(-1);
      if (made?.restarts) return;
      if (made) return notDone(made.hold, made.holdUntil);
      if (node.checkedAt === null || Date.parse(node.checkedAt) < Date.parse(at)) continue;
      if (node.hold !== null) return notDone(node.hold, node.holdUntil);
      if (node.isBlind) return `Not restarted, since it can't be judged: ${node.summary}.`;
    } catch (error) {
      return `It is asked for, but what became of it can't be told: ${(error as Error).message}`;
    }
  }
  return "It is asked for, but not decided yet.";
}

const decisionsOf = async (name: string): Promise<DecisionEntry[]> => (await get<{ decisions: DecisionEntry[] }>(`api/v1/decisions?node=${name}&limit=20`)).decisions;

function notDone(hold: string | null, until: string | null): string {
  const left = until === null ? 0 : secondsUntil(until);
  return `Not restarted: held: ${hold}${left > 0 ? `, for ${countdown(left)}` : ""}. The request is not kept.`;
}
