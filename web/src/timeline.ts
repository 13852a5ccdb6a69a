import { get, type DecisionEntry, type DecisionList, type RestartList, type SavedAction } from "./api";
import { byId, h, note, place } from "./dom";
import { ago, capital, dayOf, number, timeOfDay } from "./format";
import { explain } from "./explanation";
import { outcomeOf } from "./help";
import { decisionText, state } from "./state";

const steps = [50, 200, 500];
const mostNames = 4;

/** The decisions and restarts, newest first, by day. */
export class Timeline {
  private readonly select = byId<HTMLSelectElement>("timeline-node");
  private readonly restartsOnly = byId<HTMLInputElement>("timeline-restarts");
  private readonly more = byId<HTMLButtonElement>("timeline-more");
  private readonly rows = new Map<string, HTMLElement>();
  private step = 0;
  private asked = 0;

  constructor() {
    this.select.addEventListener("change", () => void this.load());
    this.restartsOnly.addEventListener("change", () => void this.load());
    this.more.addEventListener("click", () => {
      this.step++;
      void this.load();
    });
  }

  setNodes(names: string[]): void {
    if (names.join() === [...this.select.options].slice(1).map(option => option.value).join()) return;
    const chosen = this.select.value;
    this.select.replaceChildren(h("option", { value: "" }, "All nodes"), ...names.map(name => h("option", { value: name }, name)));
    this.select.value = names.includes(chosen) ? chosen : "";
  }

  async load(): Promise<void> {
    const [turn, limit] = [++this.asked, steps[this.step]!];
    const query = `limit=${limit}${this.select.value === "" ? "" : `&node=${encodeURIComponent(this.select.value)}`}`;
    try {
      const [{ decisions }, { restarts }] = await Promise.all([
        this.restartsOnly.checked ? { decisions: [] } : get<DecisionList>(`api/v1/decisions?${query}`), get<RestartList>(`api/v1/restarts?${query}`)]);
      if (turn !== this.asked) return;
      const isWhole = decisions.length < limit && (!this.restartsOnly.checked || restarts.length < limit);
      this.arrange(this.restartsOnly.checked ? restarts.map(each => ofAction(each)) : ofDecisions(decisions, restarts, isWhole));
      this.more.hidden = isWhole || this.step === steps.length - 1;
      note("timeline-note", this.rows.size === 0 ? this.restartsOnly.checked ? "Nothing was restarted." : "Nothing has been decided yet."
        : isWhole || this.step < steps.length - 1 ? "" : `Older ones than these ${limit} are in the export below.`);
    } catch (error) {
      if (turn === this.asked) note("timeline-note", `Decisions can't be shown: ${(error as Error).message}`, true);
    }
  }

  /** A row that is there already stays the same element, so that focus stays in it. */
  private arrange(entries: Entry[]): void {
    const sorted: HTMLElement[] = [];
    let day = "";
    for (const entry of entries) {
      if (dayOf(entry.at) !== day) sorted.push(this.keep(`day ${day = dayOf(entry.at)}`, () => h("li", { class: "day" }, h("h3", {}, day))));
      const row = this.keep(`${entry.at} ${entry.node} ${entry.text} ${entry.note}`, () => rowOf(entry));
      const time = row.querySelector("time + span");
      if (time) time.textContent = ago(entry.at);
      sorted.push(row);
    }
    const kept = new Set(sorted);
    for (const [key, element] of this.rows) if (!kept.has(element)) this.rows.delete(key);
    place(byId("timeline"), sorted);
  }

  private keep(key: string, make: () => HTMLElement): HTMLElement {
    const element = this.rows.get(key) ?? make();
    this.rows.set(key, element);
    return element;
  }
}

interface Entry { at: string; node: string; id: number | null; text: string; tone: string; note: string; isRestart: boolean }

/** Decisions as entries. The first look at each node is no news: where all is listed, those are one entry. */
export function ofDecisions(decisions: DecisionEntry[], restarts: SavedAction[], isWhole: boolean): Entry[] {
  const actions = new Map(restarts.map(restart => [restart.decisionId, restart]));
  const oldest = new Map(decisions.map(each => [each.node, each]));
  const isFirst = (each: DecisionEntry): boolean => isWhole && oldest.get(each.node) === each && !each.decision.acts && each.decision.hold === "None";
  const firsts = decisions.filter(isFirst);
  return decisions.flatMap(each => {
    if (!isFirst(each)) return [ofDecision(each, actions.get(each.id))];
    if (each !== firsts[0]) return [];
    const names = [...new Set(firsts.map(first => first.node))];
    const text = `${names.slice(0, mostNames).join(", ")}${names.length > mostNames ? ` and ${names.length - mostNames} more` : ""}`;
    return [{ at: each.decision.at, node: text, id: null, text: "watched from here on", tone: "idle", note: "", isRestart: false }];
  });
}

function ofDecision({ id, node, decision }: DecisionEntry, action: SavedAction | undefined): Entry {
  const note = [decision.lag === null || decision.reason === "InStep" ? "" : `${number(decision.lag)} behind`, action === undefined ? "" : outcomeOf(action)].filter(Boolean).join("; ");
  return { at: decision.at, node, id, text: decisionText(decision), tone: state(decision.reason).tone, note, isRestart: decision.acts };
}

function ofAction(action: SavedAction): Entry {
  const text = `${capital(action.remedy.toLowerCase())}${action.reason === null ? "" : `: ${state(action.reason).text.toLowerCase()}`}`;
  return { at: action.at, node: action.node, id: action.decisionId, text, tone: action.effect === "Recovered" ? "care" : "bad", note: [action.lag === null ? "" : `${number(action.lag)} behind`, outcomeOf(action)].filter(Boolean).join("; "), isRestart: true };
}

function rowOf({ at, node, id, text, tone, note, isRestart }: Entry): HTMLElement {
  const words = [h("strong", {}, node), ` ${text}`];
  return h("li", { "data-tone": tone, ...(isRestart ? { class: "restart" } : {}) },
    h("span", { class: "when" }, h("time", { datetime: at, title: at }, timeOfDay(at)), h("span")),
    id === null ? h("span", {}, ...words) : h("button", { type: "button", click: () => void explain(id) }, ...words),
    h("span", { class: "note" }, note));
}
