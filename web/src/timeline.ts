import { get, type DecisionEntry, type RestartEntry } from "./api";
import { byId, h, note, place } from "./dom";
import { state, time } from "./format";
import { explain } from "./explanation";

const shown = 50;

/** The latest decisions and how restarts ended, newest first. */
export async function loadTimeline(): Promise<void> {
  try {
    const [{ decisions }, { restarts }] = await Promise.all([
      get<{ decisions: DecisionEntry[] }>(`api/v1/decisions?limit=${shown}`), get<{ restarts: RestartEntry[] }>(`api/v1/restarts?limit=${shown}`)]);
    const ends = new Map(restarts.map(restart => [restart.decisionId, restart]));
    arrange(decisions.map(decision => rowOf(decision, ends.get(decision.id))));
    note("timeline-note", decisions.length === 0 ? "Nothing has been decided yet." : "");
  } catch (error) {
    note("timeline-note", `Decisions can't be shown: ${(error as Error).message}`, true);
  }
}

const rows = new Map<string, HTMLElement>();

/** A row that is there already stays the same element, so that focus stays in it. */
function rowOf(decision: DecisionEntry, restart: RestartEntry | undefined): HTMLElement {
  const key = `${decision.node} ${decision.id} ${decision.at} ${restart?.result} ${restart?.effect}`;
  const known = rows.get(key) ?? row(decision, restart);
  rows.set(key, known);
  return known;
}

function arrange(sorted: HTMLElement[]): void {
  const kept = new Set(sorted);
  for (const [key, element] of rows) if (!kept.has(element)) rows.delete(key);
  place(byId("timeline"), sorted);
}

function row(decision: DecisionEntry, restart: RestartEntry | undefined): HTMLElement {
  const [text, tone] = state(decision.reason);
  const end = restart === undefined ? "" : restart.result === null ? "under way" : `${restart.result} after ${(restart.tookSeconds ?? 0).toFixed(1)} s${effect(restart)}`;
  return h("li", { "data-tone": tone, ...(decision.restarts ? { class: "restart" } : {}) },
    h("time", { datetime: decision.at }, time(decision.at)),
    h("button", { type: "button", click: () => void explain(decision.id) },
      h("strong", {}, decision.node), ` ${decision.restarts ? "Restart" : text}`, decision.restarts && `: ${text}`, decision.hold !== null && `; restart held: ${decision.hold}`),
    h("span", { class: "note" }, decision.lag === null ? "" : `lag ${decision.lag}`, end && `; ${end}`));
}

/** What a restart did for the node, once that is known. */
function effect({ effect, effectAfterSeconds }: RestartEntry): string {
  return effect === "Recovered" ? `; recovered ${Math.round(effectAfterSeconds ?? 0)} s later` : effect === "Worse" ? "; did not help, it got worse" : effect === "NoChange" ? "; did not help" : "";
}
