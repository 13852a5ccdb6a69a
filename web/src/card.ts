import type { NodeStatus } from "./api";
import { h, setText } from "./dom";
import { countdown, decimal, duration, nodeState, number, time, unknown } from "./format";
import { actionsFor } from "./actions";
import { explain } from "./explanation";

const sessionSeconds = 900;

/** A node's card. Its elements stay the same while their texts change, so that focus and reading place stay too. */
export class Card {
  readonly element: HTMLLIElement;
  private readonly pill = h("p", { class: "pill" });
  private readonly lag = h("strong");
  private readonly decision = h("p", { class: "decision" });
  private readonly why = h("button", { type: "button", click: () => this.node.decisionId !== null && void explain(this.node.decisionId) }, "Why?");
  private readonly care = h("p", { class: "care" });
  private readonly facts = new Map<string, HTMLElement>();
  private readonly actions: HTMLElement;

  constructor(private node: NodeStatus) {
    const list = h("dl");
    for (const name of ["Best", "Head", "Finalized", "Rate", "Peers", "Catches up", "Session", "Restarts", "Checked"]) {
      const value = h("dd");
      this.facts.set(name, value);
      list.append(h("div", name === "Session" ? { class: "wide" } : {}, h("dt", {}, name), value));
    }
    this.actions = actionsFor(() => this.node);
    const title = `node-${node.name}`;
    this.element = h("li", {}, h("article", { class: "card", "aria-labelledby": title },
      h("div", { class: "bar" }, h("h3", { id: title }, node.name), this.pill),
      h("p", { class: "lag" }, this.lag, h("span", {}, " blocks behind")),
      list,
      this.care,
      h("div", { class: "bar" }, this.decision, this.why),
      this.actions));
    this.why.setAttribute("aria-label", `Why? The decision about ${node.name}`);
    this.update(node);
  }

  update(node: NodeStatus): void {
    this.node = node;
    const [text, tone] = nodeState(node);
    this.element.firstElementChild!.setAttribute("data-tone", tone);
    setText(this.pill, text);
    setText(this.lag, number(node.lag));
    this.why.hidden = node.decisionId === null;
    this.set("Best", number(node.best));
    this.set("Head", number(node.head) + (node.isHeadStale ? " (stale)" : ""));
    this.set("Finalized", node.finalized !== null && node.best !== null ? `${number(node.finalized)} (−${Math.max(0, node.best - node.finalized)})` : number(node.finalized));
    this.set("Rate", node.importRate === null ? unknown : `${decimal(node.importRate)} blocks/s`);
    this.set("Catches up", node.lag === 0 ? "done" : node.catchUpSeconds === null ? unknown : `in ${duration(node.catchUpSeconds)}`);
    this.set("Peers", number(node.peers));
    this.set("Restarts", number(node.restarts));
    this.tick();
  }

  /** Sets what changes with time alone. */
  tick(): void {
    const node = this.node;
    const left = node.holdUntil === null ? null : (Date.parse(node.holdUntil) - Date.now()) / 1000;
    const pausedFor = node.pausedUntil === null ? 0 : (Date.parse(node.pausedUntil) - Date.now()) / 1000;
    setText(this.care, [pausedFor > 0 && `Paused for ${countdown(pausedFor)}`, node.isDryRun && "Dry run: it is never restarted"].filter(Boolean).join("; "));
    setText(this.decision, node.problem ?? (node.hold === null ? node.reason === null || node.asksForRestart ? node.summary ?? "" : `No restart: ${node.reason}` : `Restart held: ${node.hold}${left === null ? "" : left > 0 ? `, ${countdown(left)} left` : ", ending"}`));
    this.set("Checked", node.checkedAt === null ? unknown : time(node.checkedAt));
    const sessionLeft = node.sessionStartedAt === null ? -1 : sessionSeconds - (Date.now() - Date.parse(node.sessionStartedAt)) / 1000;
    this.set("Session", node.session === null ? unknown
      : `${number(node.session)}, ${node.isProducing ? "producing" : "not producing"}${sessionLeft > 0 ? `, ${duration(sessionLeft)} left` : ""}`);
  }

  private set(name: string, text: string): void {
    setText(this.facts.get(name)!, text);
  }
}
