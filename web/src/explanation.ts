import { get, type DecisionDetail } from "./api";
import { byId, h } from "./dom";
import { state, time } from "./format";

/** Opens a decision's explanation. */
export async function explain(id: number): Promise<void> {
  const dialog = byId<HTMLDialogElement>("explanation");
  fill(dialog, h("h2", { id: "explanation-title", tabindex: "-1" }, "Decision"), h("p", { class: "note" }, "Loading …"));
  if (!dialog.open) dialog.showModal();
  try {
    show(dialog, await get<DecisionDetail>(`api/v1/decisions/${id}`));
  } catch (error) {
    fill(dialog, h("h2", { id: "explanation-title" }, "Decision"), h("p", { class: "problem" }, `It can't be shown: ${(error as Error).message}`));
  }
}

function show(dialog: HTMLDialogElement, { decision, explanation, evidence }: DecisionDetail): void {
  const [text, tone] = state(decision.reason);
  fill(dialog,
    h("h2", { id: "explanation-title" }, `${decision.node}: ${text}`),
    h("p", { class: "pill", "data-tone": tone }, decision.summary),
    h("p", { class: "note" }, h("time", { datetime: decision.at }, time(decision.at))),
    ...explanation.map(sentence => h("p", {}, sentence)),
    h("h3", { id: "evidence-title" }, "Evidence"),
    h("div", { class: "scroll", role: "group", "aria-labelledby": "evidence-title", tabindex: "0" }, h("table", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "What"), h("th", { scope: "col" }, "Value"), h("th", { scope: "col" }, "Logged at"))),
      h("tbody", {}, ...evidence.map(each => h("tr", {},
        h("th", { scope: "row" }, each.what), h("td", {}, each.value), h("td", {}, each.at === null ? "" : h("time", { datetime: each.at }, time(each.at)))))))));
}

function fill(dialog: HTMLDialogElement, ...content: Node[]): void {
  dialog.replaceChildren(h("form", { method: "dialog", class: "close", submit: event => { event.preventDefault(); dialog.close(); } }, h("button", { type: "submit" }, "Close")), ...content);
}
