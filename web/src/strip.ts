import type { NodeStates, SavedAction, SavedLife } from "./api";
import { byId, h } from "./dom";
import { capital, moment, number, plural, time } from "./format";
import { choose, explain } from "./explanation";
import { outcomeOf } from "./help";
import { endOf, endTime } from "./lives";
import type { TimeRange } from "./range";
import { picture, segments } from "./spans";
import { state } from "./state";
import { hideTip, showTip, withTip } from "./tip";

/** Marks nearer than this are one, with their number: each has to be hit by a finger. */
const markPixels = 26;

/** A life's end is written on it only where that hides little of its colours. */
const labelPixels = 360;

const secondsOf = (at: string): number => Date.parse(at) / 1000;

/** A restart in a line. */
const title = (action: SavedAction): string => [time(action.at), `${capital(action.remedy.toLowerCase())}${action.reason === null ? "" : `: ${state(action.reason).text.toLowerCase()}`}`,
  action.lag === null ? "" : `${number(action.lag)} behind`, outcomeOf(action)].filter(Boolean).join("; ");

/** Below the chart, on the same axis: the states over time, the ends of lives on them, and restarts as marks that open their explanation. */
export class Strip {
  private readonly lives = byId("strip-lives");
  private readonly marks = byId("strip-marks");
  private width = 0;
  private data: { lives: SavedLife[]; spans: NodeStates["spans"]; restarts: SavedAction[] } = { lives: [], spans: [], restarts: [] };

  constructor(private readonly range: TimeRange) {
    this.marks.addEventListener("keydown", event => this.move(event));
    this.lives.addEventListener("pointermove", event => this.tell(event));
    this.lives.addEventListener("pointerleave", hideTip);
  }

  /** Lies below the plot. */
  align(left: number, width: number): void {
    if (this.width === width && this.lives.style.marginLeft === `${left}px`) return;
    this.width = width;
    for (const track of [this.lives, this.marks]) {
      track.style.marginLeft = `${left}px`;
      track.style.width = `${width}px`;
    }
    this.draw();
  }

  show(lives: SavedLife[], spans: NodeStates["spans"], restarts: SavedAction[]): void {
    this.data = { lives, spans, restarts };
    this.draw();
  }

  private draw(): void {
    const [from, to] = this.range.shown;
    const x = (at: number): number => (at - from) / (to - from) * this.width;
    this.lives.style.backgroundImage = [picture(segments(this.data.spans, from, to), [], from, to), "var(--hatch)"].filter(Boolean).join(", ");
    this.lives.replaceChildren(...this.data.lives.map((life, index) => this.bar(life, index, x)));
    const focused = [...this.marks.children].indexOf(document.activeElement!);
    const seen = this.data.restarts.map(restart => ({ restart, x: x(secondsOf(restart.at)) })).filter(mark => mark.x >= 0 && mark.x <= this.width);
    const marks = gather(seen.map(mark => ({ ...mark, x: Math.min(Math.max(mark.x - markPixels / 2, 0), this.width - markPixels) }))).map(group => this.mark(group.restarts, group.x));
    this.marks.replaceChildren(...marks);
    this.marks.hidden = marks.length === 0;
    const current = marks[Math.min(Math.max(focused, 0), marks.length - 1)];
    current?.setAttribute("tabindex", "0");
    if (focused >= 0) current?.focus({ preventScroll: true });
  }

  /** A life: nothing but its end is drawn, since its colours are those of its states. */
  private bar(saved: SavedLife, index: number, x: (at: number) => number): HTMLElement {
    const [left, right] = [Math.max(0, x(secondsOf(saved.life.startedAt))), Math.min(this.width, x(endTime(this.data.lives, index)))];
    const [text, tone] = endOf(saved, index === 0);
    const isRunning = saved.end === null && index === 0;
    const bar = h("div", { class: isRunning ? "life" : "life ended", "data-tone": tone }, !isRunning && right - left >= labelPixels && h("span", {}, text));
    bar.style.left = `${Math.min(left, this.width - 3)}px`;
    bar.style.width = `${Math.max(3, right - left)}px`;
    return bar;
  }

  /** What was at the pointer. */
  private tell(event: PointerEvent): void {
    const [from, to] = this.range.shown;
    const at = from + (event.clientX - this.lives.getBoundingClientRect().left) / this.width * (to - from);
    const span = this.data.spans.find(each => secondsOf(each.from) <= at && secondsOf(each.to) > at);
    const index = this.data.lives.findIndex((each, which) => secondsOf(each.life.startedAt) <= at && endTime(this.data.lives, which) > at);
    const life = this.data.lives[index];
    showTip([span && `${state(span.reason).text} from ${moment(secondsOf(span.from))} to ${moment(secondsOf(span.to))}`,
      life && `life since ${time(life.life.startedAt)}${life.end === null ? "" : `, ended ${time(life.end.at)}: ${endOf(life, index === 0)[0]}`}`].filter(Boolean).join("; "), event.clientX, event.clientY);
  }

  private mark(restarts: SavedAction[], x: number): HTMLElement {
    const [latest, isGroup] = [restarts[0]!, restarts.length > 1];
    const text = isGroup ? `${plural(restarts.length, "restart")}, ${time(restarts[restarts.length - 1]!.at)} to ${time(latest.at)}` : title(latest);
    const sign = isGroup ? `R${restarts.length}` : "R";
    const open = (action: SavedAction): void => { if (action.decisionId !== null) void explain(action.decisionId); };
    const button = withTip(h("button", {
      type: "button", class: "mark", tabindex: "-1", "aria-label": `${sign}: ${text}`,
      click: () => isGroup ? choose(text, restarts.map(each => ({ text: title(each), tone: each.effect === "Recovered" ? "well" : "bad", open: () => open(each) }))) : open(latest),
    }, sign), text);
    button.style.left = `${x}px`;
    return button;
  }

  /** One stop for the Tab key; arrows go from mark to mark. */
  private move(event: KeyboardEvent): void {
    const marks = [...this.marks.children] as HTMLElement[];
    const at = marks.indexOf(document.activeElement as HTMLElement);
    const to = event.key === "ArrowRight" ? at + 1 : event.key === "ArrowLeft" ? at - 1 : event.key === "Home" ? 0 : event.key === "End" ? marks.length - 1 : -1;
    if (at < 0 || !marks[to]) return;
    event.preventDefault();
    marks[at]!.tabIndex = -1;
    marks[to].tabIndex = 0;
    marks[to].focus();
  }
}

/** Marks that would lie on one another, together: from the latest to the earliest they come, from the earliest to the latest the groups go. */
export function gather(marks: { restart: SavedAction; x: number }[]): { restarts: SavedAction[]; x: number }[] {
  const groups: { restarts: SavedAction[]; x: number }[] = [];
  for (const { restart, x } of marks) {
    const last = groups[groups.length - 1];
    if (last && last.x - x < markPixels) last.restarts.push(restart);
    else groups.push({ restarts: [restart], x });
  }
  return groups.reverse();
}
