import type { NodeStatus } from "./api";
import { toneOf } from "./alerts";
import { Card } from "./card";
import { byId, note, place, setText } from "./dom";
import { byTone } from "./format";

/** From so many nodes on, those that are well get short cards, apart from the others. */
const many = 9;

/** What changes with a decision that changed something, and with what is known of a restart. */
const key = (node: NodeStatus | undefined): string => JSON.stringify([node?.decisionId, node?.help]);

/** The nodes' cards: worst first, so that a sick one among a hundred is seen at once. */
export class Nodes {
  private readonly nodes = new Map<string, NodeStatus>();
  private readonly cards = new Map<string, Card>();
  private readonly search = byId<HTMLInputElement>("search-text");
  private arranged = "";

  constructor(private readonly onArranged: (sorted: NodeStatus[]) => void, private readonly onPast: (name: string) => void) {
    this.search.addEventListener("input", () => this.arrange());
    byId<HTMLDetailsElement>("well").open = matchMedia("(min-width: 900px)").matches;
  }

  /** Takes all nodes; others are gone. */
  replace(all: NodeStatus[]): void {
    const names = new Set(all.map(node => node.name));
    for (const name of [...this.cards.keys()].filter(each => !names.has(each))) {
      this.cards.get(name)!.element.remove();
      this.cards.delete(name);
      this.nodes.delete(name);
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

  /** Sets what changes with time alone. */
  tick(): void {
    this.cards.forEach(card => card.tick());
    const order = [...this.nodes.values()].map(node => `${node.name} ${toneOf(node)} ${node.policy.blockLag20} ${node.policy.blockLag100}`).join();
    if (order !== this.arranged) this.arrange();
    this.arranged = order;
  }

  private arrange(): void {
    const sorted = [...this.nodes.values()].map(node => ({ node, tone: toneOf(node) })).sort((a, b) => byTone(a.tone, b.tone) || a.node.name.localeCompare(b.node.name, "en", { numeric: true }));
    const sought = this.search.value.trim().toLowerCase();
    const found = sorted.filter(({ node }) => node.name.toLowerCase().includes(sought));
    const isShort = sorted.length >= many && sought === "";
    const elements = (which: typeof sorted): HTMLElement[] => which.map(({ node }) => this.cards.get(node.name)!.element);
    const focused = document.activeElement as HTMLElement | null;
    place(byId("nodes"), elements(isShort ? found.filter(({ tone }) => tone !== "well") : found));
    place(byId("well-nodes"), elements(isShort ? found.filter(({ tone }) => tone === "well") : []));
    if (focused !== document.activeElement && focused?.isConnected) focused.focus({ preventScroll: true });
    this.tell(sorted.length, sorted.filter(({ tone }) => tone !== "well").length, found.length, isShort);
    this.onArranged(sorted.map(({ node }) => node));
  }

  private tell(all: number, sick: number, found: number, isShort: boolean): void {
    byId("search").hidden = all < many;
    byId("well").hidden = !isShort || sick === all;
    setText(byId("well-summary"), `${all - sick} in step`);
    note("nodes-note", all === 0 ? "No node is watched. CONTAINER_NAME names containers to watch; with WATCH_LABEL, those that carry that label are found by themselves."
      : found === 0 ? "No node has such a name." : "");
    setText(byId("overview"), all === 0 ? "" : sick === 0 ? `All ${all} in step` : `${sick} of ${all} to look at`);
    byId("overview").dataset["tone"] = sick === 0 ? "well" : "bad";
    document.title = sick === 0 ? "Aleph Zero monitor" : `(${sick}) Aleph Zero monitor`;
  }
}
