import type { NodeStatus } from "./api";
import { alertsOf, complaints, toneOf } from "./alerts";
import { secondsUntil } from "./clock";
import { h, setText } from "./dom";
import { countdown, decimal, duration, nodeState, number, time, unknown } from "./format";
import { restartsOf } from "./help";
import { actionsFor } from "./actions";
import { explain } from "./explanation";

const sessionSeconds = 900;
const sources: Record<string, string> = { NodeRpc: "RPC", NodeMetrics: "metrics" };
const wideFacts = ["Best", "Session", "Restarts", "Log"];

/** A node's card. Its elements stay the same while their texts change, so that focus and reading place stay too. */
export class Card {
  readonly element: HTMLLIElement;
  private readonly article: HTMLElement;
  private readonly pill = h("p", { class: "pill" });
  private readonly lag = h("strong");
  private readonly lagUnit = h("span");
  private readonly alerts = h("ul", { class: "alerts", "aria-live": "polite" });
  private readonly decision = h("p", { class: "decision" });
  private readonly why = h("button", { type: "button", click: () => this.node.decisionId !== null && void explain(this.node.decisionId) }, "Why?");
  private readonly care = h("p", { class: "care" });
  private readonly facts = new Map<string, HTMLElement>();
  private readonly actions: HTMLElement;
  private readonly toggle = h("button", { type: "button", class: "toggle", "aria-expanded": "false", click: () => this.open(!this.article.classList.contains("open")) });
  private alertsText = "";

  constructor(private node: NodeStatus, onPast: (name: string) => void) {
    const list = h("dl");
    for (const name of ["Best", "Head", "Finalized", "Rate", "Catches up", "Peers", "Running for", "Session", "Restarts", "Log", "Checked"]) {
      const value = h("dd");
      this.facts.set(name, value);
      list.append(h("div", wideFacts.includes(name) ? { class: "wide" } : {}, h("dt", {}, name), value));
    }
    this.actions = actionsFor(() => this.node);
    const title = `node-${node.name}`;
    this.article = h("article", { class: "card", "aria-labelledby": title },
      h("div", { class: "bar" }, h("h3", { id: title }, node.name), this.pill),
      h("div", { class: "bar" }, h("p", { class: "lag" }, this.lag, this.lagUnit), this.toggle),
      this.alerts,
      this.care,
      h("div", { class: "more" }, list, this.decision, h("div", { class: "choice" },
        h("button", { type: "button", "aria-label": `History of ${node.name}`, click: () => onPast(node.name) }, "History"), this.why), this.actions));
    this.element = h("li", {}, this.article);
    this.open(false);
    this.why.setAttribute("aria-label", `Why? The decision about ${node.name}`);
    this.update(node);
  }

  update(node: NodeStatus): void {
    this.node = node;
    setText(this.lag, node.lag === null ? "" : number(node.lag));
    setText(this.lagUnit, node.lag === null ? "Lag not known" : node.lag === 1 ? " block behind" : " blocks behind");
    this.showAlerts();
    this.why.hidden = node.decisionId === null;
    this.set("Head", number(node.head) + (node.isHeadStale ? " (stale)" : ""));
    this.set("Finalized", node.finalized !== null && node.best !== null ? `${number(node.finalized)} (−${number(Math.max(0, node.best - node.finalized))})` : number(node.finalized));
    this.set("Rate", node.importRate === null ? unknown : `${decimal(node.importRate)} blocks/s`);
    this.set("Catches up", node.lag === 0 || node.reason === "InStep" ? "done" : node.catchUpSeconds === null ? unknown : `in ${duration(node.catchUpSeconds)}`);
    this.set("Peers", number(node.peers));
    this.set("Restarts", restartsOf(node));
    this.set("Log", complaints(node));
    this.tick();
  }

  /** Sets what changes with time alone. */
  tick(): void {
    const node = this.node;
    const [text] = nodeState(node);
    setText(this.pill, text);
    this.pill.dataset["tone"] = nodeState(node)[1];
    this.article.dataset["tone"] = toneOf(node);
    const left = node.holdUntil === null ? null : secondsUntil(node.holdUntil);
    const pausedFor = node.pausedUntil === null ? 0 : secondsUntil(node.pausedUntil);
    setText(this.care, [pausedFor > 0 && `Paused for ${countdown(pausedFor)}`, node.isDryRun && "Dry run: it is never restarted"].filter(Boolean).join("; "));
    setText(this.decision, node.problem ?? (node.hold === null ? node.reason === null || node.asksForRestart ? node.summary ?? "" : `No restart: ${node.reason}` : `Restart held: ${node.hold}${left === null ? "" : left > 0 ? `, ${countdown(left)} left` : ", ending"}`));
    this.set("Best", node.best === null ? unknown : `${number(node.best)}, by its ${sources[node.bestSource ?? ""] ?? "log"}${node.bestAt === null ? "" : ` ${duration(-secondsUntil(node.bestAt))} ago`}`);
    this.set("Running for", node.startedAt === null ? unknown : duration(-secondsUntil(node.startedAt)));
    this.set("Checked", node.checkedAt === null ? unknown : time(node.checkedAt));
    const sessionLeft = node.sessionStartedAt === null ? -1 : sessionSeconds + secondsUntil(node.sessionStartedAt);
    this.set("Session", node.session === null ? unknown
      : `${number(node.session)}, ${node.isProducing ? "producing" : "not producing"}${sessionLeft > 0 ? `, ${duration(sessionLeft)} left` : ""}`);
  }

  /** Shows all of the card where cards are short. */
  private open(isOpen: boolean): void {
    this.article.classList.toggle("open", isOpen);
    this.toggle.setAttribute("aria-expanded", String(isOpen));
    this.toggle.setAttribute("aria-label", `${isOpen ? "Less" : "More"} about ${this.node.name}`);
    setText(this.toggle, isOpen ? "Less" : "More");
  }

  /** Alerts that are there already stay as they are, so that they aren't read out again. */
  private showAlerts(): void {
    const alerts = alertsOf(this.node);
    const text = JSON.stringify(alerts);
    if (text === this.alertsText) return;
    this.alertsText = text;
    this.alerts.replaceChildren(...alerts.map(alert => h("li", { "data-tone": alert.tone }, h("strong", {}, alert.title), alert.detail === "" ? null : ` ${alert.detail}`)));
    this.alerts.hidden = alerts.length === 0;
  }

  /** A fact that there is nothing to say of takes no room. */
  private set(name: string, text: string): void {
    const fact = this.facts.get(name)!;
    setText(fact, text);
    fact.parentElement!.hidden = text === "" || (text === unknown && (this.node.isBlind || this.node.reason === null));
  }
}
