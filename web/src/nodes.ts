import type { NodeStatus, SavedAction, StateSeries } from "./api";
import { toneOf } from "./alerts";
import { Card, type NodePast } from "./card";
import { now } from "./clock";
import { byId, h, note, place, setText } from "./dom";
import { Header } from "./header";
import { link, linked, onLink } from "./link";
import { commonCauses } from "./state";
import { byUrgency, Table } from "./table";

/** From so many nodes on they are a table, and on a phone from two on. */
const many = 9;
const phone = matchMedia("(max-width: 600px)");

/** The strips: what is in the address, on the button, in seconds. */
const stripSpans: [string, string, number][] = [["24h", "24 h", 86_400], ["7d", "7 d", 604_800]];

/** What changes with a decision that changed something, and with what is known of a restart. */
const key = (node: NodeStatus | undefined): string => JSON.stringify([node?.decisionId, node?.help]);

/** The nodes as cards or as a table, worst first. */
export class Nodes {
  private readonly nodes = new Map<string, NodeStatus>();
  private readonly cards = new Map<string, Card>();
  private readonly items = new Map<string, HTMLElement>();
  private readonly search = byId<HTMLInputElement>("search-text");
  private readonly table = new Table(() => this.arrange());
  private readonly header = new Header(() => this.arrange());
  private readonly views = ["cards", "table"].map(view => h("button", { type: "button", click: () => this.chooseView(view) }, view === "cards" ? "Cards" : "Table"));
  private readonly strips = stripSpans.map(([name, text]) => h("button", { type: "button", click: () => this.chooseStrip(name) }, text));
  private pasts = new Map<string, NodePast>();
  private isHeard = true;
  private arranged = "";

  constructor(private readonly onArranged: (sorted: NodeStatus[]) => void, private readonly onPast: (name: string) => void, private readonly onStrip: () => void) {
    this.search.addEventListener("input", () => this.arrange());
    phone.addEventListener("change", () => this.arrange());
    byId("views").append(...this.views);
    byId("strips").append(...this.strips);
    byId("nodes-table").replaceWith(this.table.element);
    onLink(() => { this.arrange(); this.onStrip(); });
  }

  /** All nodes, by name. */
  get all(): NodeStatus[] {
    return [...this.nodes.values()];
  }

  /** The length of the strips, in seconds. */
  get stripSeconds(): number {
    return (stripSpans.find(([name]) => name === linked("strip")) ?? stripSpans[0]!)[2];
  }

  /** Takes all nodes; others are gone. */
  replace(all: NodeStatus[]): void {
    const names = new Set(all.map(node => node.name));
    for (const name of [...this.cards.keys()].filter(each => !names.has(each))) {
      this.cards.get(name)!.element.remove();
      [this.cards, this.nodes, this.items, this.pasts].forEach(map => map.delete(name));
    }
    this.take(all);
    this.arrange();
  }

  /** Takes news of some nodes, and says whether there is a new decision or restart among them. */
  take(news: NodeStatus[]): boolean {
    const isChange = news.some(node => key(this.nodes.get(node.name)) !== key(node));
    for (const node of news) {
      this.nodes.set(node.name, node);
      const card = this.cards.get(node.name);
      if (card) card.update(node);
      else this.cards.set(node.name, new Card(node, this.onPast));
    }
    this.tick();
    return isChange;
  }

  /** Takes what the history says of all nodes. */
  takePast(series: StateSeries, restarts: SavedAction[]): void {
    const to = now() / 1000;
    this.pasts = new Map(series.nodes.map(({ name, spans }) => [name, { spans, restarts: restarts.filter(each => each.node === name && each.outcome?.result !== "Abandoned"), from: to - this.stripSeconds, to }]));
    this.cards.forEach((card, name) => card.showPast(this.pastOf(name)));
    this.arrange();
  }

  /** Says whether the monitor is heard. */
  hear(isHeard: boolean): void {
    this.isHeard = isHeard;
    this.tick();
    this.arrange();
  }

  /** Sets what changes with time alone. */
  tick(): void {
    for (const [name, node] of this.nodes) {
      this.cards.get(name)!.tick();
      this.table.update({ node, past: this.pastOf(name) });
    }
    const order = this.all.map(node => `${node.name} ${toneOf(node)} ${node.policy.blockLag20} ${node.policy.blockLag100}`).join();
    if (order !== this.arranged) this.arrange();
    this.arranged = order;
    this.header.show(this.all, this.isHeard);
    const causes = this.isHeard ? commonCauses(this.all) : [];
    if (byId("causes").textContent !== causes.join("")) byId("causes").replaceChildren(...causes.map(text => h("p", { "data-tone": "blind" }, text)));
  }

  private pastOf(name: string): NodePast {
    return this.pasts.get(name) ?? { spans: undefined, restarts: [], from: 0, to: 0 };
  }

  private get isTable(): boolean {
    return this.nodes.size > 1 && (linked("view") === "table" || (linked("view") !== "cards" && (this.nodes.size >= many || phone.matches)));
  }

  private arrange(): void {
    const sorted = this.all.sort(byUrgency);
    const sought = this.search.value.trim().toLowerCase();
    this.header.show(this.all, this.isHeard);
    const found = sorted.filter(node => node.name.toLowerCase().includes(sought) && this.header.isShown(node));
    const focused = document.activeElement as HTMLElement | null;
    this.table.show(this.isTable ? found.map(node => ({ node, past: this.pastOf(node.name) })) : [], this.cards);
    place(byId("nodes"), this.isTable ? [] : found.map(({ name }) => this.item(name)));
    if (focused !== document.activeElement && focused?.isConnected) focused.focus({ preventScroll: true });
    this.tell(sorted.length, found.length);
    this.onArranged(sorted);
  }

  private item(name: string): HTMLElement {
    const item = this.items.get(name) ?? h("li");
    this.items.set(name, item);
    item.append(this.cards.get(name)!.element);
    return item;
  }

  private tell(all: number, found: number): void {
    byId("search").hidden = all < many;
    byId("views").hidden = all < 2;
    byId("strips").hidden = all === 0;
    this.views.forEach((button, index) => button.setAttribute("aria-pressed", String((index === 1) === this.isTable)));
    this.strips.forEach((button, index) => button.setAttribute("aria-pressed", String(stripSpans[index]![2] === this.stripSeconds)));
    note("nodes-note", all === 0 ? "No node is watched. CONTAINER_NAME names containers to watch; with WATCH_LABEL, containers that carry that label are found by themselves."
      : found === 0 ? this.header.isFiltered ? "No node is in that state." : "No node has such a name." : "");
    setText(byId("nodes-title"), "Nodes");
  }

  private chooseView(view: string): void {
    link("view", view);
    this.arrange();
  }

  private chooseStrip(name: string): void {
    link("strip", name === stripSpans[0]![0] ? null : name);
    this.arrange();
    this.onStrip();
  }
}
