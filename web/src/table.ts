import type { NodeStatus } from "./api";
import { alertsOf, toneOf } from "./alerts";
import { finality, produced, producedText, type Card, type NodePast } from "./card";
import { secondsUntil } from "./clock";
import { h, place, setText } from "./dom";
import { duration, number, unknown } from "./format";
import { lastRestart } from "./help";
import { MiniStrip, shareInStep, segments, since } from "./spans";
import { byTone, condition, remark } from "./state";

interface Shown { node: NodeStatus; past: NodePast }

/** A column: its title, and what it is sorted by; numbers from the greatest, names from the first. */
interface Column { title: string; key: (row: Shown) => number | string | null; isNumber?: boolean }

const begin = ({ node, past }: Shown): string | null => node.decision === null ? null : since(past.spans ?? [], node.decision.reason);

const columns: Column[] = [
  { title: "Node", key: ({ node }) => node.name },
  { title: "State", key: ({ node }) => condition(node).text },
  { title: "For", key: row => begin(row) === null ? null : -secondsUntil(begin(row)!), isNumber: true },
  { title: "Behind", key: ({ node }) => node.decision?.lag ?? null, isNumber: true },
  { title: "In step", key: ({ past }) => -(shareInStep(segments(past.spans ?? [], past.from, past.to)) ?? 2) },
  { title: "Finality", key: ({ node }) => finality(node.decision), isNumber: true },
  { title: "Peers", key: ({ node }) => node.decision?.peers ?? null, isNumber: true },
  { title: "Produced", key: ({ node }) => produced(node)?.reduce((sum, each) => 2 * sum + Number(each), 0) ?? null },
  { title: "Last restart", key: ({ past }) => past.restarts[0] ? Date.parse(past.restarts[0].at) : null },
];

export const byName = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });

/** Sorts rows by a column; those without a value come last. */
export function sortRows(rows: Shown[], title: string, isDown: boolean): Shown[] {
  const column = columns.find(each => each.title === title);
  if (!column) return rows;
  return [...rows].sort((a, b) => {
    const [x, y] = [column.key(a), column.key(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || byName(a.node.name, b.node.name);
    const order = typeof x === "number" && typeof y === "number" ? y - x : byName(String(x), String(y));
    return (isDown ? order : -order) || byName(a.node.name, b.node.name);
  });
}

/** The nodes by urgency: worst first, then by name. */
export const byUrgency = (a: NodeStatus, b: NodeStatus): number => byTone(toneOf(a), toneOf(b)) || byName(a.name, b.name);

/** One row a node; what a card shows opens below it. */
export class Table {
  private readonly rows = new Map<string, Row>();
  private readonly body = h("tbody");
  private readonly heads = columns.map(({ title, isNumber }) => h("th", { scope: "col", ...(isNumber ? { class: "number" } : {}) }, h("button", { type: "button", click: () => this.sortBy(title) }, title)));
  readonly element = h("div", { class: "scroll nodes-table", hidden: "" }, h("table", {}, h("thead", {}, h("tr", {}, ...this.heads)), this.body));
  private sort: { title: string; isDown: boolean } | null = null;

  constructor(private readonly onSort: () => void) {}

  /** Shows these nodes, sorted as they are given unless a column is chosen. */
  show(shown: Shown[], cards: Map<string, Card>): void {
    this.element.hidden = shown.length === 0;
    const sorted = this.sort === null ? shown : sortRows(shown, this.sort.title, this.sort.isDown);
    const names = new Set(shown.map(({ node }) => node.name));
    for (const name of [...this.rows.keys()].filter(each => !names.has(each))) this.rows.delete(name);
    place(this.body, sorted.flatMap(each => {
      const row = this.rows.get(each.node.name) ?? new Row(each, cards.get(each.node.name)!);
      this.rows.set(each.node.name, row);
      row.update(each);
      return row.elements;
    }));
    this.heads.forEach((head, index) => head.setAttribute("aria-sort", columns[index]!.title !== this.sort?.title ? "none" : this.sort.isDown === (columns[index]!.isNumber === true) ? "descending" : "ascending"));
  }

  update(shown: Shown): void {
    this.rows.get(shown.node.name)?.update(shown);
  }

  /** Opens a node's row. */
  open(name: string): void {
    this.rows.get(name)?.open(true);
  }

  /** First one way, then the other, then by urgency again. */
  private sortBy(title: string): void {
    this.sort = this.sort?.title !== title ? { title, isDown: true } : this.sort.isDown ? { title, isDown: false } : null;
    this.onSort();
  }
}

class Row {
  private readonly cells = columns.slice(1).map(({ title, isNumber }) => h("td", { "data-name": title, ...(isNumber ? { class: "number" } : {}) }));
  private readonly pill = h("span", { class: "pill" });
  private readonly says = h("span", { class: "says" });
  private readonly strip = new MiniStrip();
  private readonly production = h("span", { class: "produced", role: "img" });
  private readonly name: HTMLButtonElement;
  private readonly head: HTMLElement;
  private readonly body: HTMLElement;

  constructor({ node }: Shown, private readonly card: Card) {
    this.name = h("button", { type: "button", "aria-expanded": "false", click: () => this.open(this.body.hidden) }, node.name);
    this.head = h("tr", { class: "row", click: event => { if (event.target instanceof HTMLElement && event.target.closest("button") === null) this.open(this.body.hidden); } },
      h("th", { scope: "row" }, this.name), ...this.cells);
    this.body = h("tr", { class: "opened", hidden: "" }, h("td", { colspan: String(columns.length) }));
    this.cells[0]!.append(this.pill, this.says);
    this.cells[3]!.append(this.strip.element);
    this.cells[6]!.append(this.production);
  }

  get elements(): HTMLElement[] {
    if (!this.body.hidden) this.body.firstElementChild!.append(this.card.element);
    return [this.head, this.body];
  }

  open(isOpen: boolean): void {
    this.body.hidden = !isOpen;
    this.name.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.body.firstElementChild!.append(this.card.element);
  }

  update(row: Shown): void {
    const { node, past } = row;
    const { text, tone } = condition(node);
    setText(this.pill, text);
    this.pill.dataset["tone"] = tone;
    this.head.dataset["tone"] = toneOf(node);
    setText(this.says, alertsOf(node).map(alert => alert.title).join("; ") || remark(node, past.restarts[0]));
    const since = begin(row);
    this.set(1, since === null || tone === "blind" ? unknown : duration(-secondsUntil(since)));
    this.set(2, number(node.decision?.lag ?? null));
    this.cells[2]!.classList.toggle("none", node.decision?.lag == null);
    this.strip.show(past.spans, past.restarts, past.from, past.to);
    this.set(4, number(finality(node.decision)));
    this.set(5, number(node.decision?.peers ?? null));
    setText(this.production, produced(node)?.map(each => each ? "●" : "○").join("") ?? unknown);
    this.production.title = producedText(node);
    this.production.setAttribute("aria-label", producedText(node));
    this.set(7, lastRestart(past.restarts[0]));
  }

  private set(index: number, text: string): void {
    setText(this.cells[index]!, text);
  }
}
