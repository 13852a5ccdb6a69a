import { get, type Decision, type DecisionDetail, type DecisionEntry } from "./api";
import { byId, h } from "./dom";
import { held, number, state, time, unknown, verb } from "./format";

/** A decision in a line. */
export function title({ decision }: DecisionEntry): string {
  const hold = held(decision);
  return `${time(decision.at)}, ${decision.acts ? `${verb(decision)}: ` : ""}${state(decision.reason)[0]}${hold === "" ? "" : `; ${hold}`}${decision.lag === null ? "" : `, lag ${number(decision.lag)}`}`;
}

/** Lets one of some decisions be chosen, to open its explanation. */
export function choose(heading: string, decisions: DecisionEntry[]): void {
  const dialog = byId<HTMLDialogElement>("explanation");
  fill(dialog, h("h2", { id: "explanation-title" }, heading), h("ol", { class: "timeline" }, ...decisions.map(each =>
    h("li", { "data-tone": state(each.decision.reason)[1], ...(each.decision.acts ? { class: "restart" } : {}) },
      h("button", { type: "button", click: () => void explain(each.id) }, title(each))))));
  if (!dialog.open) dialog.showModal();
}

/** Opens a decision's explanation. */
export async function explain(id: number): Promise<void> {
  const dialog = byId<HTMLDialogElement>("explanation");
  fill(dialog, h("h2", { id: "explanation-title" }, "Decision"), h("p", { class: "note" }, "Loading …"));
  if (!dialog.open) dialog.showModal();
  try {
    show(dialog, await get<DecisionDetail>(`api/v1/decisions/${id}`));
  } catch (error) {
    fill(dialog, h("h2", { id: "explanation-title" }, "Decision"), h("p", { class: "note problem" }, `It can't be shown: ${(error as Error).message}`));
  }
}

function show(dialog: HTMLDialogElement, { node, decision, facts, explanation }: DecisionDetail): void {
  const [text, tone] = state(decision.reason);
  fill(dialog,
    h("h2", { id: "explanation-title" }, `${node}: ${text}`),
    h("p", { class: "pill", "data-tone": tone }, explanation.verdict),
    h("p", { class: "note" }, h("time", { datetime: decision.at }, time(decision.at))),
    ...explanation.why.map(sentence => h("p", {}, sentence)),
    ...list("What would have made another decision of it", explanation.wouldChange),
    ...list("Holds, in their order", explanation.holds),
    h("h3", { id: "evidence-title" }, "Evidence"),
    table("evidence-title", ["What", "Value", "Logged at"], explanation.evidence.map(each => [each.what, each.value, each.at === null ? "" : h("time", { datetime: each.at }, time(each.at))])),
    h("details", {}, h("summary", { id: "record-title" }, "All of the record"),
      table("record-title", ["Name", "Value"], [...members("decision", decision), ...members("facts", facts)])));
}

const mostShown = 20;

/** Each member of a record, whichever there are. */
const members = (name: string, record: Decision | DecisionDetail["facts"]): string[][] =>
  Object.entries(record).map(([member, value]) => [`${name}.${member}`, shown(value)]);

const shown = (value: unknown): string => value === null ? unknown
  : Array.isArray(value) && value.length > mostShown ? `${value.length} entries`
  : typeof value === "object" ? JSON.stringify(value) : String(value);

const table = (title: string, columns: string[], rows: (string | Node)[][]): HTMLElement =>
  h("div", { class: "scroll", role: "group", "aria-labelledby": title, tabindex: "0" }, h("table", {},
    h("thead", {}, h("tr", {}, ...columns.map(column => h("th", { scope: "col" }, column)))),
    h("tbody", {}, ...rows.map(([first, ...others]) => h("tr", {}, h("th", { scope: "row" }, first), ...others.map(cell => h("td", {}, cell)))))));

const list = (heading: string, lines: string[]): Node[] =>
  lines.length === 0 ? [] : [h("h3", {}, heading), h("ul", {}, ...lines.map(line => h("li", {}, line)))];

function fill(dialog: HTMLDialogElement, ...content: Node[]): void {
  const isFocusInside = dialog.contains(document.activeElement);
  dialog.replaceChildren(h("form", { method: "dialog", class: "close", submit: event => { event.preventDefault(); dialog.close(); } }, h("button", { type: "submit" }, "Close")), ...content);
  if (isFocusInside) dialog.querySelector("button")!.focus(); // What was pressed is gone.
}
