import { get, type DecisionList, type LagSeries, type LifeList, type NodeStatus, type RestartList } from "./api";
import { Chart } from "./chart";
import { byId, h, note } from "./dom";
import { moment, number } from "./format";
import { showLives } from "./lives";
import { spans, TimeRange } from "./range";
import { Strip } from "./strip";

const limit = 500;

/** What was of one node: its lag, its lives and the decisions about it, over the same times. */
export class Past {
  private readonly range = new TimeRange(() => this.changeRange());
  private readonly chart = new Chart(this.range);
  private readonly strip = new Strip(this.range);
  private readonly select = byId<HTMLSelectElement>("lag-node");
  private readonly spanButtons = spans.map(span => h("button", { type: "button", click: () => this.range.choose(span) }, span[0]));
  private readonly back = h("button", { type: "button", click: () => this.showWhole() }, "Back");
  private nodes: NodeStatus[] = [];
  private asked = 0;

  constructor() {
    byId("lag-spans").append(...this.spanButtons);
    const step = (text: string, label: string, act: () => void): HTMLElement => h("button", { type: "button", "aria-label": label, title: label, click: act }, text);
    byId("lag-steps").append(
      step("‹", "Earlier", () => this.range.shift(-0.5)), step("›", "Later", () => this.range.shift(0.5)),
      step("+", "Zoom in", () => this.range.zoomBy(0.5)), step("−", "Zoom out", () => this.range.zoomBy(2)), this.back);
    byId("past").addEventListener("keydown", event => { if (event.key === "Escape" && this.range.isPart) this.showWhole(); });
    this.select.addEventListener("change", () => void this.load());
    this.chart.onDrawn = (left, width) => this.strip.align(left, width);
    this.showRange();
  }

  /** Takes the nodes up, the most urgent first: it is chosen unless one is already. */
  setNodes(nodes: NodeStatus[]): void {
    const chosen = this.select.value;
    const names = nodes.map(node => node.name).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    if (names.join() !== [...this.select.options].map(option => option.value).join()) {
      this.select.replaceChildren(...names.map(name => h("option", { value: name }, name)));
      this.select.value = names.includes(chosen) ? chosen : nodes[0]?.name ?? "";
      if (chosen !== "" && chosen !== this.select.value) void this.load();
    }
    this.nodes = nodes;
    byId("past").hidden = nodes.length === 0;
  }

  /** Shows this node, and goes there. */
  show(name: string): void {
    this.select.value = name;
    void this.load();
    byId("lag-title").focus();
    byId("past").scrollIntoView();
  }

  /** Asks for all of it and draws it. */
  async load(): Promise<void> {
    const [turn, name] = [++this.asked, this.select.value];
    if (name === "") return;
    const [from, to] = this.range.ends;
    const node = `node=${encodeURIComponent(name)}`;
    const times = `from=${iso(from)}&to=${iso(to)}`;
    try {
      const [series, { restarts }, { lives }, { decisions }] = await Promise.all([
        get<LagSeries>(`api/v1/lag?${node}&${times}`), get<RestartList>(`api/v1/restarts?${node}&limit=${limit}`),
        get<LifeList>(`api/v1/lives?${node}&${times}&limit=${limit}`), get<DecisionList>(`api/v1/decisions?${node}&limit=${limit}`)]);
      if (turn !== this.asked) return;
      const restartTimes = restarts.map(restart => Date.parse(restart.at) / 1000).filter(at => at >= from && at <= to);
      byId("past-content").hidden = false;
      this.chart.draw(series, this.thresholds(name), restartTimes);
      this.strip.show(lives, decisions);
      showLives(lives);
      this.tell(name, series.nodes[0]?.lag ?? [], restartTimes.length, decisions.length === limit && Date.parse(decisions[limit - 1]!.decision.at) / 1000 > from);
    } catch (error) {
      if (turn === this.asked) this.fail(error as Error);
    }
  }

  /** Says that there is nothing to show, and why. */
  fail(error: Error): void {
    note("lag-note", `Lag and lives can't be shown: ${error.message}`, true);
  }

  private thresholds(name: string): number[] {
    const policy = this.nodes.find(each => each.name === name)?.policy;
    return policy === undefined ? [] : [policy.blockLag20, policy.blockLag100];
  }

  private showWhole(): void {
    this.range.showWhole();
    this.spanButtons[spans.indexOf(this.range.chosen)]!.focus(); // The button that was pressed is gone.
  }

  private changeRange(): void {
    this.showRange();
    void this.load();
  }

  private showRange(): void {
    this.spanButtons.forEach((button, index) => button.setAttribute("aria-pressed", String(!this.range.isPart && spans[index] === this.range.chosen)));
    this.back.hidden = !this.range.isPart;
    this.back.textContent = `Back to the last ${this.range.chosen[1]}`;
  }

  private tell(name: string, lag: (number | null)[], restarts: number, isCut: boolean): void {
    const known = lag.filter((value): value is number => value !== null);
    const [from, to] = this.range.ends;
    const when = this.range.isPart ? `from ${moment(from)} to ${moment(to)}` : `in the last ${this.range.chosen[1]}`;
    const text = known.length === 0
      ? `No lag of ${name} is known ${when}.`
      : `Lag of ${name} ${when}: at most ${number(Math.max(...known))}; ${restarts} restart${restarts === 1 ? "" : "s"}.`;
    note("lag-note", text + (isCut ? ` Of the decisions only the latest ${limit} are shown.` : ""));
    byId("lag-chart").setAttribute("aria-label", text);
  }
}

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();
