import type { Decision, NodeStatus } from "./api";
import { alertsOf, complaints, toneOf } from "./alerts";
import { secondsUntil } from "./clock";
import { h, setText } from "./dom";
import { countdown, decimal, duration, held, nodeState, number, state, time, unknown } from "./format";
import { restartsOf } from "./help";
import { actionsFor, silenceFor } from "./actions";
import { explain } from "./explanation";

const sessionSeconds = 900;
const sources: Record<Decision["bestSource"], string> = { Log: "log", NodeRpc: "RPC", NodeMetrics: "metrics" };
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
    const { decision } = node;
    const lag = decision?.lag ?? null;
    setText(this.lag, lag === null ? "" : number(lag));
    setText(this.lagUnit, lag === null ? "Lag not known" : lag === 1 ? " block behind" : " blocks behind");
    this.showAlerts();
    this.why.hidden = node.decisionId === null;
    this.set("Head", number(decision?.head ?? null) + (decision?.isHeadStale ? " (stale)" : ""));
    this.set("Finalized", finalized(decision));
    this.set("Rate", decision?.importRate == null ? unknown : `${decimal(decision.importRate)} blocks/s`);
    this.set("Catches up", lag === 0 || decision?.reason === "InStep" ? "done" : decision?.catchUpIn == null ? unknown : `in ${duration(decision.catchUpIn)}`);
    this.set("Peers", number(decision?.peers ?? null));
    this.set("Restarts", restartsOf(node));
    this.set("Log", complaints(node));
    this.tick();
  }

  /** Sets what changes with time alone. */
  tick(): void {
    const { decision, facts, life, policy, pausedUntil } = this.node;
    const [text, tone] = nodeState(this.node);
    setText(this.pill, text);
    this.pill.dataset["tone"] = tone;
    this.article.dataset["tone"] = toneOf(this.node);
    const pausedFor = pausedUntil === null ? 0 : secondsUntil(pausedUntil);
    setText(this.care, [pausedFor > 0 && `Paused for ${countdown(pausedFor)}`, policy.dryRun && "Dry run: it is never restarted",
      decision?.standingByFor && `Another monitor acts on it: ${decision.standingByFor}`].filter(Boolean).join("; "));
    setText(this.decision, verdict(this.node));
    const bestAt = decision?.bestSource === "Log" ? facts?.bestAt ?? null : decision?.at ?? null;
    this.set("Best", decision?.best == null ? unknown : `${number(decision.best)}, by its ${sources[decision.bestSource]}${bestAt === null ? "" : ` ${duration(-secondsUntil(bestAt))} ago`}`);
    this.set("Running for", life === null ? unknown : duration(-secondsUntil(life.startedAt)));
    this.set("Checked", decision === null ? unknown : time(decision.at));
    const sessionLeft = facts?.sessionStartedAt == null ? -1 : sessionSeconds + secondsUntil(facts.sessionStartedAt);
    this.set("Session", decision?.session == null ? unknown
      : `${number(decision.session)}, ${decision.isProducing ? "producing" : "not producing"}${sessionLeft > 0 ? `, ${duration(sessionLeft)} left` : ""}`);
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
    this.alerts.replaceChildren(...alerts.map(alert => h("li", { "data-tone": alert.tone }, h("strong", {}, alert.title), alert.detail === "" ? null : ` ${alert.detail}`,
      alert.kind === undefined ? null : silenceFor(this.node.name, alert.kind, alert.title))));
    this.alerts.hidden = alerts.length === 0;
  }

  /** A fact that there is nothing to say of takes no room. */
  private set(name: string, text: string): void {
    const fact = this.facts.get(name)!;
    setText(fact, text);
    fact.parentElement!.hidden = text === "" || (text === unknown && isBlind(this.node));
  }
}

/** Nothing is known of the node's lag. */
const isBlind = ({ decision }: NodeStatus): boolean => decision === null || state(decision.reason)[1] === "blind";

function finalized(decision: Decision | null): string {
  if (decision === null || decision.finalized === null) return unknown;
  return decision.best === null ? number(decision.finalized) : `${number(decision.finalized)} (−${number(Math.max(0, decision.best - decision.finalized))})`;
}

/** What was decided, with a hold's count-down. */
function verdict(node: NodeStatus): string {
  const { decision, summary } = node;
  if (decision === null) return "";
  if (decision.acts || isBlind(node)) return summary ?? "";
  const hold = held(decision);
  if (hold === "") return `No restart: ${decision.reason}`;
  const left = decision.holdFor === null ? null : decision.holdFor + secondsUntil(decision.at);
  return `${hold[0]!.toUpperCase()}${hold.slice(1)}${left === null ? "" : left > 0 ? `, ${countdown(left)} left` : ", ending"}`;
}
