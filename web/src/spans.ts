import type { NodeStates, SavedAction } from "./api";
import { h } from "./dom";
import { moment, percent, plural } from "./format";
import { state, type Kind } from "./state";

export interface Segment { from: number; to: number; reason: NodeStates["spans"][number]["reason"] }

const seconds = (at: string): number => Date.parse(at) / 1000;

/** The spans as segments between two times, in seconds since 1970. */
export function segments(spans: NodeStates["spans"], from: number, to: number): Segment[] {
  return spans.map(span => ({ from: Math.max(from, seconds(span.from)), to: Math.min(to, seconds(span.to)), reason: span.reason })).filter(each => each.to > each.from);
}

/** The share of the known time in which a node was in step; null when nothing is known. Time in which its owner had it stopped counts as down. */
export function shareInStep(parts: Segment[]): number | null {
  const sum = (which: (kind: Kind) => boolean): number => parts.filter(each => which(state(each.reason).kind)).reduce((total, each) => total + each.to - each.from, 0);
  const known = sum(kind => kind !== "blind");
  return known === 0 ? null : sum(kind => kind === "well") / known;
}

/** Since when the present state holds; null when it is not known. */
export function since(spans: NodeStates["spans"], reason: Segment["reason"]): string | null {
  const last = spans[spans.length - 1];
  return last !== undefined && last.reason === reason ? last.from : null;
}

const colours: Record<Kind, string> = { well: "var(--bar-well)", syncing: "var(--bar-care)", behind: "var(--bar-bad)", down: "var(--bar-down)", idle: "var(--bar-down)", blind: "transparent" };

export const colourOf = (reason: Segment["reason"]): string => colours[state(reason).kind];

/** Shorter segments would not be seen. */
const leastPercent = 0.6;
const mostBands = 300;

/** A strip's picture: the states as colours, restarts as lines. What is worse is drawn over what is better where both are short. */
export function picture(parts: Segment[], restarts: number[], from: number, to: number): string {
  const x = (at: number): number => Math.round((at - from) / (to - from) * 10_000) / 100;
  const band = (left: number, right: number, colour: string): string => `linear-gradient(to right, transparent ${left}%, ${colour} ${left}% ${right}%, transparent ${right}%)`;
  const bands = parts.filter(each => state(each.reason).kind !== "blind").map(each => ({ each, left: x(each.from), right: Math.max(x(each.to), x(each.from) + leastPercent) }));
  bands.sort((a, b) => Number(state(a.each.reason).kind === "well") - Number(state(b.each.reason).kind === "well"));
  const drawn = bands.slice(0, mostBands).map(({ each, left, right }) => band(left, right, colourOf(each.reason)));
  return [...restarts.filter(at => at >= from && at <= to).map(at => band(x(at) - leastPercent / 2, x(at) + leastPercent / 2, "var(--ink)")), ...drawn].join(", ");
}

/** A node's strip of the last 24 hours or 7 days, and the share in step. */
export class MiniStrip {
  private readonly bar = h("span", { class: "mini", role: "img" });
  private readonly share = h("span", { class: "share" });
  readonly element = h("span", { class: "strip" }, this.bar, this.share);

  show(spans: NodeStates["spans"] | undefined, restarts: SavedAction[], from: number, to: number): void {
    const parts = segments(spans ?? [], from, to);
    const [known, count] = [shareInStep(parts), restarts.filter(each => seconds(each.at) >= from).length];
    this.element.hidden = spans === undefined;
    this.bar.style.backgroundImage = [picture(parts, restarts.map(each => seconds(each.at)), from, to), "var(--hatch)"].filter(Boolean).join(", ");
    this.share.textContent = known === null ? "" : percent(known);
    const text = `${known === null ? "Nothing is known" : `In step ${percent(known)} of the time that it was watched`} since ${moment(Math.max(from, parts[0]?.from ?? from))}; ${plural(count, "restart")}`;
    if (this.bar.title !== text) this.bar.title = text;
    this.bar.setAttribute("aria-label", text);
  }
}
