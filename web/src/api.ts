/** The API's records, as far as the page uses them; docs/http.md has them all. */
export interface NodeStatus {
  name: string;
  checkedAt: string | null;
  isFresh: boolean;
  container: string | null;
  reason: string | null;
  hold: string | null;
  holdUntil: string | null;
  asksForRestart: boolean;
  isBlind: boolean;
  summary: string | null;
  problem: string | null;
  decisionId: number | null;
  lag: number | null;
  blockLag20: number | null;
  blockLag100: number | null;
  best: number | null;
  bestSource: string | null;
  bestAt: string | null;
  disagreement: string | null;
  alerts: string[];
  finalized: number | null;
  head: number | null;
  isHeadStale: boolean;
  importRate: number | null;
  headRate: number | null;
  catchUpSeconds: number | null;
  peers: number | null;
  session: number | null;
  sessionStartedAt: string | null;
  isProducing: boolean;
  startedAt: string | null;
  restarts: number;
  restartHelp: { reason: string | null; recovered: number; judged: number; all: number }[];
  pausedUntil: string | null;
  isDryRun: boolean;
  troubles: { kind: string; count: number; at: string | null; line: string }[];
}

export interface NodeList { at: string; nodes: NodeStatus[] }
export interface EndpointStatus { host: string; state: string; why: string | null; head: number | null; chain: string | null; latencySeconds: number | null }
export interface MonitorStatus { version: string; startedAt: string; at: string; checkIntervalSeconds: number; isDryRun: boolean; hasActions: boolean }
export interface DecisionEntry { id: number; node: string; at: string; reason: string; hold: string | null; holdUntil: string | null; restarts: boolean; asksForRestart: boolean; lag: number | null; summary: string }
export interface DecisionDetail { decision: DecisionEntry; explanation: string[]; holds: string[]; wouldChange: string[]; evidence: { what: string; value: string; at: string | null }[] }
export interface RestartEntry { decisionId: number; node: string; at: string; reason: string; lag: number | null; result: string | null; detail: string | null; tookSeconds: number | null; effect: string | null; effectAfterSeconds: number | null }
export interface LifeEntry { node: string; startedAt: string; endedAt: string | null; exitCode: number | null; isOutOfMemory: boolean; isEndedByMonitor: boolean | null }
export interface LagSeries { stepSeconds: number; at: number[]; nodes: { name: string; lag: (number | null)[] }[] }

const timeout = 10_000;

/** The server answered, but with an error. */
class Refusal extends Error {
  override readonly name = "Refusal";
}

/** Asks for JSON; throws with the server's own words when it refuses. */
export async function get<T>(path: string, token: string | null = null): Promise<T> {
  const answer = await fetch(path, { signal: AbortSignal.timeout(timeout), headers: { accept: "application/json", ...(token === null ? {} : { authorization: `Bearer ${token}` }) } });
  if (!answer.ok) throw new Refusal(await problem(answer));
  return await answer.json() as T;
}

/** Asks for an action with the token. */
export async function post(path: string, token: string): Promise<void> {
  const answer = await fetch(path, { method: "POST", signal: AbortSignal.timeout(timeout), headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Refusal(await problem(answer));
}

async function problem(answer: Response): Promise<string> {
  const body = await answer.json().catch(() => null) as { detail?: string; title?: string } | null;
  return body?.detail ?? body?.title ?? `HTTP ${answer.status}`;
}
