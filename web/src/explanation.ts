import { get, type DecisionDetail, type DecisionEntry } from "./api";
import { byId, h } from "./dom";
import { number, state, time } from "./format";

/** A decision in a line. */
export const title = (decision: DecisionEntry): string =>
  `${time(decision.at)}, ${decision.restarts ? "restart: " : ""}${state(decision.reason)[0]}${decision.hold === null ? "" : `; restart held: ${decision.hold}`}${decision.lag === null ? "" : `, lag ${number(decision.lag)}`}`;

/** Lets one of some decisions be chosen, to open its explanation. */
export function choose(heading: string, decisions: DecisionEntry[]): void {
  const dialog = byId<HTMLDialogElement>("explanation");
  fill(dialog, h("h2", { id: "explanation-title" }, heading), h("ol", { class: "timeline" }, ...decisions.map(decision =>
    h("li", { "data-tone": state(decision.reason)[1], ...(decision.restarts ? { class: "restart" } : {}) },
      h("button", { type: "button", click: () => void explain(decision.id) }, title(decision))))));
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

function show(dialog: HTMLDialogElement, { decision, explanation, holds, wouldChange, evidence }: DecisionDetail): void {
  const [text, tone] = state(decision.reason);
  fill(dialog,
    h("h2", { id: "explanation-title" }, `${decision.node}: ${text}`),
    h("p", { class: "pill", "data-tone": tone }, decision.summary),
    h("p", { class: "note" }, h("time", { datetime: decision.at }, time(decision.at))),
    ...explanation.map(sentence => h("p", {}, sentence)),
    ...list("What would have made another decision of it", wouldChange),
    ...list("Holds, in their order", holds),
    h("h3", { id: "evidence-title" }, "Evidence"),
    h("div", { class: "scroll", role: "group", "aria-labelledby": "evidence-title", tabindex: "0" }, h("table", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "What"), h("th", { scope: "col" }, "Value"), h("th", { scope: "col" }, "Logged at"))),
      h("tbody", {}, ...evidence.map(each => h("tr", {},
        h("th", { scope: "row" }, each.what), h("td", {}, each.value), h("td", {}, each.at === null ? "" : h("time", { datetime: each.at }, time(each.at)))))))));
}

const list = (heading: string, lines: string[]): Node[] =>
  lines.length === 0 ? [] : [h("h3", {}, heading), h("ul", {}, ...lines.map(line => h("li", {}, line)))];

function fill(dialog: HTMLDialogElement, ...content: Node[]): void {
  const isFocusInside = dialog.contains(document.activeElement);
  dialog.replaceChildren(h("form", { method: "dialog", class: "close", submit: event => { event.preventDefault(); dialog.close(); } }, h("button", { type: "submit" }, "Close")), ...content);
  if (isFocusInside) dialog.querySelector("button")!.focus(); // What was pressed is gone.
}
