import { get, type Decision, type DecisionDetail } from "./api";
import { byId, h } from "./dom";
import { ago, number, time, unknown } from "./format";
import { link } from "./link";
import { decisionText, state, type Tone } from "./state";

/** Lets one of several be chosen, to open its explanation. */
export function choose(heading: string, choices: { text: string; tone: Tone; open: () => void }[]): void {
  const dialog = byId<HTMLDialogElement>("explanation");
  fill(dialog, h("h2", { id: "explanation-title" }, heading), h("ol", { class: "timeline choices" }, ...choices.map(each =>
    h("li", { "data-tone": each.tone }, h("button", { type: "button", click: each.open }, each.text)))));
  if (!dialog.open) dialog.showModal();
}

/** Opens a decision's explanation. */
export async function explain(id: number): Promise<void> {
  const dialog = byId<HTMLDialogElement>("explanation");
  fill(dialog, h("h2", { id: "explanation-title" }, "Decision"), h("p", { class: "note" }, "Loading …"));
  if (!dialog.open) dialog.showModal();
  link("decision", String(id));
  try {
    show(dialog, await get<DecisionDetail>(`api/v1/decisions/${id}`));
  } catch (error) {
    fill(dialog, h("h2", { id: "explanation-title" }, "Decision"), h("p", { class: "note problem" }, `It can't be shown: ${(error as Error).message}`));
  }
}

function show(dialog: HTMLDialogElement, { node, decision, facts, explanation }: DecisionDetail): void {
  fill(dialog,
    h("h2", { id: "explanation-title" }, node),
    h("p", {}, h("span", { class: "pill", "data-tone": state(decision.reason).tone }, decisionText(decision)), " ",
      h("span", { class: "note" }, h("time", { datetime: decision.at }, time(decision.at)), `, ${ago(decision.at)}`)),
    ...explanation.why.map(sentence => h("p", {}, sentence)),
    h("h3", { id: "evidence-title" }, "Evidence"),
    table("evidence-title", ["What", "Value", "Logged at"], explanation.evidence.map(each => [each.what, grouped(each.value), each.at === null ? "" : h("time", { datetime: each.at }, time(each.at))])),
    ...section("What could have held it", explanation.holds),
    ...section("What it depended on", explanation.wouldChange.map(line => line.replace(/^with /, "")),
      "The same moment, decided again with one setting changed. This is no advice: waits and holds protect a node that is recovering."),
    h("details", {}, h("summary", { id: "record-title" }, "All of the record"),
      table("record-title", ["Name", "Value"], [...members("decision", decision), ...members("facts", facts)])));
}

/** A value that is a number, with separators. */
const grouped = (value: string): string => /^\d+$/.test(value) ? number(Number(value)) : value;

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

const section = (heading: string, lines: string[], note = ""): Node[] =>
  lines.length === 0 ? [] : [h("h3", {}, heading), ...(note === "" ? [] : [h("p", { class: "note" }, note)]), h("ul", {}, ...lines.map(line => h("li", {}, line)))];

function fill(dialog: HTMLDialogElement, ...content: Node[]): void {
  const isFocusInside = dialog.contains(document.activeElement);
  dialog.replaceChildren(h("form", { method: "dialog", class: "close", submit: event => { event.preventDefault(); dialog.close(); } }, h("button", { type: "submit" }, "Close")), ...content);
  if (isFocusInside) dialog.querySelector("button")!.focus(); // What was pressed is gone.
}
