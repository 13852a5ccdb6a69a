import type { DecisionEntry, SavedLife } from "./api";
import { byId, h } from "./dom";
import { state, time, worst } from "./format";
import { choose, explain, title } from "./explanation";
import { endOf, endTime } from "./lives";
import type { TimeRange } from "./range";

/** Marks nearer than this are one, with their number: each has to be hit by a finger. */
const markPixels = 26;
const labelPixels = 84;

/** The timeline below the chart, on the same axis: lives as bars, and on them the decisions as marks that open their explanation. */
export class Strip {
  private readonly lives = byId("strip-lives");
  private readonly marks = byId("strip-marks");
  private width = 0;
  private data: { lives: SavedLife[]; decisions: DecisionEntry[] } = { lives: [], decisions: [] };

  constructor(private readonly range: TimeRange) {
    this.marks.addEventListener("keydown", event => this.move(event));
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

  show(lives: SavedLife[], decisions: DecisionEntry[]): void {
    this.data = { lives, decisions };
    this.draw();
  }

  private draw(): void {
    const [from, to] = this.range.ends;
    const x = (at: number): number => (at - from) / (to - from) * this.width;
    this.lives.replaceChildren(...this.data.lives.map((life, index) => this.bar(life, index, x)));
    const focused = [...this.marks.children].indexOf(document.activeElement!);
    const seen = this.data.decisions.map(decision => ({ decision, x: x(Date.parse(decision.decision.at) / 1000) })).filter(mark => mark.x >= 0 && mark.x <= this.width);
    const groups = gather(seen.map(mark => ({ ...mark, x: Math.min(Math.max(mark.x - markPixels / 2, 0), this.width - markPixels) })));
    const marks = groups.map(group => this.mark(group.decisions, group.x));
    this.marks.replaceChildren(...marks);
    const current = marks[Math.min(Math.max(focused, 0), marks.length - 1)];
    current?.setAttribute("tabindex", "0");
    if (focused >= 0) current?.focus({ preventScroll: true });
  }

  private bar(saved: SavedLife, index: number, x: (at: number) => number): HTMLElement {
    const { life, end } = saved;
    const [left, right] = [Math.max(0, x(Date.parse(life.startedAt) / 1000)), Math.min(this.width, x(endTime(this.data.lives, index)))];
    const [text, tone] = endOf(saved, index === 0);
    const bar = h("div", { class: "life", "data-tone": tone, title: `From ${time(life.startedAt)}${end === null ? "" : ` to ${time(end.at)}`}: ${text}` },
      right - left >= labelPixels && h("span", {}, text));
    bar.style.left = `${Math.min(left, this.width - 3)}px`;
    bar.style.width = `${Math.max(3, right - left - 1)}px`;
    return bar;
  }

  private mark(decisions: DecisionEntry[], x: number): HTMLElement {
    const [latest, isGroup] = [decisions[0]!, decisions.length > 1];
    const restarts = decisions.filter(each => each.decision.acts).length;
    const button = h("button", {
      type: "button", class: restarts > 0 ? "mark restart" : "mark", "data-tone": worst(...decisions.map(each => state(each.decision.reason)[1])), tabindex: "-1",
      "aria-label": isGroup ? `${decisions.length} decisions, ${time(decisions[decisions.length - 1]!.decision.at)} to ${time(latest.decision.at)}${restarts > 0 ? `; restarts: ${restarts}` : ""}` : title(latest),
      click: () => isGroup ? choose(`${decisions.length} decisions`, decisions) : void explain(latest.id),
    }, isGroup ? String(decisions.length) : latest.decision.acts ? "R" : "•");
    button.title = button.getAttribute("aria-label")!;
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
function gather(marks: { decision: DecisionEntry; x: number }[]): { decisions: DecisionEntry[]; x: number }[] {
  const groups: { decisions: DecisionEntry[]; x: number }[] = [];
  for (const { decision, x } of marks) {
    const last = groups[groups.length - 1];
    if (last && last.x - x < markPixels) last.decisions.push(decision);
    else groups.push({ decisions: [decision], x });
  }
  return groups.reverse();
}
