import type { components } from "./schema";

/** The API's records, as its OpenAPI document describes them. */
type Schemas = components["schemas"];
export type Decision = Schemas["Decision"];
export type DecisionDetail = Schemas["DecisionDetail"];
export type DecisionEntry = Schemas["DecisionEntry"];
export type DecisionList = Schemas["DecisionList"];
export type EndpointList = Schemas["EndpointList"];
export type HelpShare = Schemas["HelpShare"];
export type LagSeries = Schemas["LagSeries"];
export type LifeList = Schemas["LifeList"];
export type ActionList = Schemas["ActionList"];
export type MonitorStatus = Schemas["MonitorStatus"];
export type NodeList = Schemas["NodeList"];
export type NodeStates = Schemas["NodeStates"];
export type NodeStatus = Schemas["NodeStatus"];
export type ReceiverList = Schemas["ReceiverList"];
export type RequestStatus = Schemas["RequestStatus"];
export type RestartList = Schemas["RestartList"];
export type SavedAction = Schemas["SavedAction"];
export type SavedLife = Schemas["SavedLife"];
export type SettingList = Schemas["SettingList"];
export type StateSeries = Schemas["StateSeries"];

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

/** Asks for an action with the token; gives the path that shows what became of it. */
export async function post(path: string, token: string): Promise<string> {
  const answer = await fetch(path, { method: "POST", signal: AbortSignal.timeout(timeout), headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Refusal(await problem(answer));
  return (answer.headers.get("location") ?? "").replace(/^\//, ""); // Relative to the page, which a proxy may have moved.
}

async function problem(answer: Response): Promise<string> {
  const body = await answer.json().catch(() => null) as { detail?: string; title?: string } | null;
  return body?.detail ?? body?.title ?? `HTTP ${answer.status}`;
}
