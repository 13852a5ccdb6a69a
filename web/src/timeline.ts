import { get, type DecisionEntry, type DecisionList, type RestartList, type SavedAction } from "./api";
import { byId, h, note, place } from "./dom";
import { held, state, time, verb } from "./format";
import { explain } from "./explanation";

const shown = 50;

/** The latest decisions and how restarts ended, newest first. */
export async function loadTimeline(): Promise<void> {
  try {
    const [{ decisions }, { restarts }] = await Promise.all([
      get<DecisionList>(`api/v1/decisions?limit=${shown}`), get<RestartList>(`api/v1/restarts?limit=${shown}`)]);
    const ends = new Map(restarts.map(restart => [restart.decisionId, restart]));
    arrange(decisions.map(decision => rowOf(decision, ends.get(decision.id))));
    note("timeline-note", decisions.length === 0 ? "Nothing has been decided yet." : "");
  } catch (error) {
    note("timeline-note", `Decisions can't be shown: ${(error as Error).message}`, true);
  }
}

const rows = new Map<string, HTMLElement>();

/** A row that is there already stays the same element, so that focus stays in it. */
function rowOf(entry: DecisionEntry, action: SavedAction | undefined): HTMLElement {
  const key = `${entry.node} ${entry.id} ${entry.decision.at} ${action?.outcome?.result} ${action?.effect}`;
  const known = rows.get(key) ?? row(entry, action);
  rows.set(key, known);
  return known;
}

function arrange(sorted: HTMLElement[]): void {
  const kept = new Set(sorted);
  for (const [key, element] of rows) if (!kept.has(element)) rows.delete(key);
  place(byId("timeline"), sorted);
}

function row({ id, node, decision }: DecisionEntry, action: SavedAction | undefined): HTMLElement {
  const [text, tone] = state(decision.reason);
  const [first, ...rest] = verb(decision);
  const hold = held(decision);
  return h("li", { "data-tone": tone, ...(decision.acts ? { class: "restart" } : {}) },
    h("time", { datetime: decision.at }, time(decision.at)),
    h("button", { type: "button", click: () => void explain(id) },
      h("strong", {}, node), decision.acts ? ` ${first!.toUpperCase()}${rest.join("")}: ${text}` : ` ${text}`, hold !== "" && `; ${hold}`),
    h("span", { class: "note" }, [decision.lag === null ? "" : `lag ${decision.lag}`, action === undefined ? "" : endOf(action)].filter(Boolean).join("; ")));
}

/** How an action ended, and what it did for the node, once that is known. */
function endOf({ outcome, effect, effectAfter }: SavedAction): string {
  if (outcome === null) return "under way";
  const why = outcome.hasSucceeded ? "" : ` (${[outcome.cause, outcome.said].filter(Boolean).join(": ")})`;
  const did = effect === "Recovered" ? `; recovered ${Math.round(effectAfter ?? 0)} s later` : effect === "Worse" ? "; did not help, it got worse" : effect === "NoChange" ? "; did not help" : "";
  return `${outcome.result} after ${outcome.took.toFixed(1)} s${why}${did}`;
}
