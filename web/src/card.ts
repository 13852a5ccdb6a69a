import type { Decision, NodeStates, NodeStatus, SavedAction } from "./api";
import { alertsOf, complaints, toneOf } from "./alerts";
import { secondsUntil } from "./clock";
import { h, setText } from "./dom";
import { ago, countdown, decimal, duration, number, time, unknown } from "./format";
import { lastRestart, restartsOf } from "./help";
import { actionsFor, silenceFor } from "./actions";
import { explain } from "./explanation";
import { MiniStrip, since } from "./spans";
import { condition, remark, state } from "./state";

/** What is known of a node's past, for its strip. */
export interface NodePast { spans: NodeStates["spans"] | undefined; restarts: SavedAction[]; from: number; to: number }

const sessionSeconds = 900;
const clearCatchUpSeconds = 86_400;
const sources: Record<Decision["bestSource"], string> = { Log: "log", NodeRpc: "RPC", NodeMetrics: "metrics" };

/** The facts of a card: those that are always shown, and those that are shown on demand. */
const short = ["Finality", "Peers", "Produced", "Last restart"];
const long = ["Best", "Head", "Import rate", "Session", "Running for", "Restarts", "Log", "Checked"];

/** Whether the node produces in its present session, and whether it did in the one before; null when that is not known. */
export const produced = ({ decision, facts }: NodeStatus): [boolean, boolean] | null => decision?.session == null ? null : [decision.isProducing, facts?.producedInLastSession ?? false];

/** In which sessions the node produced, in words. */
export function producedText(node: NodeStatus): string {
  const [now, last] = produced(node) ?? [null, null];
  return now === null ? unknown : now ? last ? "this and the last session" : "this session" : last ? "the last session only" : "neither this nor the last session";
}

/** How far finality is behind the best block. */
export const finality = (decision: Decision | null): number | null =>
  decision === null || decision.finalized === null || decision.best === null ? null : Math.max(0, decision.best - decision.finalized);

/** A node's card. Its elements stay the same while their texts change, so that focus and reading place stay too. */
export class Card {
  readonly element: HTMLElement;
  private readonly pill = h("p", { class: "pill" });
  private readonly since = h("p", { class: "since" });
  private readonly lag = h("strong");
  private readonly lagUnit = h("span");
  private readonly strip = new MiniStrip();
  private readonly alerts = h("ul", { class: "alerts", "aria-live": "polite" });
  private readonly remark = h("p", { class: "remark" });
  private readonly quote = h("blockquote");
  private readonly notes = h("p", { class: "care" });
  private readonly facts = new Map<string, HTMLElement>();
  private readonly why = h("button", { type: "button", click: () => this.node.decisionId !== null && void explain(this.node.decisionId) }, "Why?");
  private readonly more: HTMLElement;
  private readonly updateActions: () => void;
  private past: NodePast = { spans: undefined, restarts: [], from: 0, to: 0 };
  private alertsText = "";

  constructor(private node: NodeStatus, onPast: (name: string) => void) {
    const list = (names: string[]): HTMLElement => h("dl", {}, ...names.map(name => {
      const value = h("dd");
      this.facts.set(name, value);
      return h("div", {}, h("dt", {}, name), value);
    }));
    const title = `node-${node.name}`;
    const [actions, updateActions] = actionsFor(() => this.node);
    this.updateActions = updateActions;
    this.more = h("details", { class: "facts" }, h("summary", { "aria-label": `More facts about ${node.name}` }, "More"), list(long));
    this.element = h("article", { class: "card", "aria-labelledby": title },
      h("div", { class: "bar" }, h("h3", { id: title }, node.name), this.pill),
      h("div", { class: "bar figures" }, h("p", { class: "lag" }, this.lag, this.lagUnit), this.since),
      this.strip.element, this.remark, this.quote, this.notes, this.alerts, list(short), this.more,
      h("div", { class: "choice" }, h("button", { type: "button", "aria-label": `History of ${node.name}`, click: () => onPast(node.name) }, "History"), this.why),
      actions);
    this.why.setAttribute("aria-label", `Why? The decision about ${node.name}`);
    this.update(node);
  }

  update(node: NodeStatus): void {
    this.node = node;
    const { decision } = node;
    const lag = decision?.lag ?? null;
    setText(this.lag, lag === null ? "" : number(lag));
    setText(this.lagUnit, lag === null ? "" : lag === 1 ? " block behind" : " blocks behind");
    setText(this.quote, decision?.reason === "NotRunning" && decision.end?.isCrash ? decision.end.lastWords ?? "" : "");
    this.showAlerts();
    this.why.hidden = node.decisionId === null;
    const behind = finality(decision);
    this.set("Finality", decision?.finalized == null ? unknown : behind === null ? number(decision.finalized) : `${number(behind)} behind best`);
    this.set("Peers", number(decision?.peers ?? null));
    this.set("Produced", producedText(node));
    this.set("Head", number(decision?.head ?? null) + (decision?.isHeadStale ? " (stands still)" : ""));
    this.set("Import rate", decision?.importRate == null ? unknown : `${decimal(decision.importRate)} blocks/s${catchUp(decision)}`);
    this.set("Restarts", restartsOf(node));
    this.set("Log", complaints(node));
    this.tick();
  }

  showPast(past: NodePast): void {
    this.past = past;
    this.strip.show(past.spans, past.restarts, past.from, past.to);
    this.tick();
  }

  /** Sets what changes with time alone. */
  tick(): void {
    const { decision, facts, life, policy, pausedUntil, pausedBy } = this.node;
    const { text, tone } = condition(this.node);
    setText(this.pill, text);
    this.pill.dataset["tone"] = tone;
    this.element.dataset["tone"] = toneOf(this.node);
    const begin = decision === null ? null : since(this.past.spans ?? [], decision.reason);
    setText(this.since, begin === null || tone === "blind" ? "" : `for ${duration(-secondsUntil(begin))}`);
    this.since.title = begin === null ? "" : `since ${time(begin)}`;
    setText(this.remark, remark(this.node, this.past.restarts[0]));
    const pausedFor = pausedUntil === null ? 0 : secondsUntil(pausedUntil);
    setText(this.notes, [pausedFor > 0 && `Paused for ${countdown(pausedFor)}${pausedBy === null ? "" : ` by ${pausedBy}`}`, policy.dryRun && "Dry run: it is never restarted",
      decision?.standingByFor && decision.hold !== "StandingBy" && `Another monitor restarts it: ${decision.standingByFor}`].filter(Boolean).join("; "));
    const bestAt = decision?.bestSource === "Log" ? facts?.bestAt ?? null : decision?.at ?? null;
    this.set("Best", decision?.best == null ? unknown : `${number(decision.best)}, by its ${sources[decision.bestSource]}${bestAt === null ? "" : ` ${ago(bestAt)}`}`);
    this.set("Running for", life === null ? unknown : duration(-secondsUntil(life.startedAt)));
    this.set("Last restart", lastRestart(this.past.restarts[0]));
    this.set("Checked", decision === null ? unknown : `${time(decision.at)}, ${ago(decision.at)}`);
    const sessionLeft = facts?.sessionStartedAt == null ? -1 : sessionSeconds + secondsUntil(facts.sessionStartedAt);
    this.set("Session", decision?.session == null ? unknown : `${number(decision.session)}${sessionLeft > 0 ? `, ${duration(sessionLeft)} left` : ""}`);
    this.updateActions();
    this.more.hidden = [...this.facts].every(([name, fact]) => !long.includes(name) || fact.parentElement!.hidden);
  }

  /** Alerts that are there already stay as they are, so that they aren't read out again. */
  private showAlerts(): void {
    const alerts = alertsOf(this.node);
    const text = JSON.stringify(this.node.alerts) + JSON.stringify(alerts.map(alert => alert.title));
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
const isBlind = ({ decision }: NodeStatus): boolean => decision === null || ["blind", "down"].includes(state(decision.reason).kind);

/** When the lag will be 0, where that is clear: it shrinks, and there is something to catch up. */
function catchUp({ reason, catchUpIn }: Decision): string {
  return reason === "InStep" || catchUpIn === null || catchUpIn > clearCatchUpSeconds ? "" : `, caught up in ${duration(catchUpIn)}`;
}
