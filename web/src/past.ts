import { get, type LagSeries, type LifeList, type NodeStatus, type RestartList, type StateSeries } from "./api";
import { Chart, type Threshold } from "./chart";
import { byId, h, note } from "./dom";
import { moment, number, percent, plural } from "./format";
import { link, linked, onLink } from "./link";
import { showLives } from "./lives";
import { spans, TimeRange } from "./range";
import { segments, shareInStep } from "./spans";
import { Strip } from "./strip";

const limit = 500;

/** What was of one node: its lag, its states, its lives and its restarts, over the same times. */
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
    this.select.addEventListener("change", () => this.choose(this.select.value));
    this.chart.onDrawn = (left, width) => this.strip.align(left, width);
    onLink(() => this.takeLink());
    this.takeLink();
  }

  /** Takes the nodes up, the most urgent first: it is chosen unless one is already. */
  setNodes(nodes: NodeStatus[]): void {
    const chosen = this.select.value;
    const names = nodes.map(node => node.name).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    this.nodes = nodes;
    if (names.join() !== [...this.select.options].map(option => option.value).join()) {
      this.select.replaceChildren(...names.map(name => h("option", { value: name }, name)));
      this.select.value = [chosen, linked("node"), nodes[0]?.name].find(name => name !== null && name !== undefined && names.includes(name)) ?? "";
      if (chosen !== "" && chosen !== this.select.value) void this.load();
    }
    byId("past").hidden = nodes.length === 0;
  }

  /** Shows this node, and goes there. */
  show(name: string): void {
    this.choose(name);
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
      const [series, { restarts }, { lives }, { nodes: [states] }] = await Promise.all([
        get<LagSeries>(`api/v1/lag?${node}&${times}`), get<RestartList>(`api/v1/restarts?${node}&limit=${limit}`),
        get<LifeList>(`api/v1/lives?${node}&${times}&limit=${limit}`), get<StateSeries>(`api/v1/states?${node}&${times}`)]);
      if (turn !== this.asked) return;
      const stateSpans = states?.spans ?? [];
      const starts = [series.at[0], stateSpans[0] && Date.parse(stateSpans[0].from) / 1000].filter((at): at is number => at !== undefined);
      this.range.begin = starts.length === 0 ? 0 : Math.min(...starts);
      const seen = restarts.filter(restart => restart.outcome?.result !== "Abandoned" && Date.parse(restart.at) / 1000 >= from && Date.parse(restart.at) / 1000 <= to);
      byId("past-content").hidden = false;
      this.chart.draw(series, this.thresholds(name), seen.map(restart => Date.parse(restart.at) / 1000));
      this.strip.show(lives, stateSpans, seen);
      showLives(lives);
      this.tell(name, series.nodes[0]?.lag ?? [], seen.length, shareInStep(segments(stateSpans, from, to)));
    } catch (error) {
      if (turn === this.asked) note("lag-note", `The history can't be shown: ${(error as Error).message}`, true);
    }
  }

  private choose(name: string): void {
    this.select.value = name;
    link("node", name);
    void this.load();
  }

  /** Takes node and span from the address. */
  private takeLink(): void {
    const [name, span] = [linked("node"), spans.find(each => each[3] === linked("span"))];
    if (name !== null && [...this.select.options].some(option => option.value === name)) this.select.value = name;
    if (span && span !== this.range.chosen) this.range.choose(span);
    else this.changeRange();
  }

  private thresholds(name: string): Threshold[] {
    const policy = this.nodes.find(each => each.name === name)?.policy;
    return policy === undefined ? [] : [
      { value: policy.blockLag20, text: `restart when idle at ${number(policy.blockLag20)}`, short: `idle ${number(policy.blockLag20)}`, tone: "--care" },
      { value: policy.blockLag100, text: `restart at ${number(policy.blockLag100)}`, short: `at ${number(policy.blockLag100)}`, tone: "--bad" }];
  }

  private showWhole(): void {
    this.range.showWhole();
    this.spanButtons[spans.indexOf(this.range.chosen)]!.focus(); // The button that was pressed is gone.
  }

  private changeRange(): void {
    this.spanButtons.forEach((button, index) => button.setAttribute("aria-pressed", String(!this.range.isPart && spans[index] === this.range.chosen)));
    this.back.hidden = !this.range.isPart;
    this.back.textContent = `Back to the last ${this.range.chosen[1]}`;
    link("span", this.range.chosen === spans[2] ? null : this.range.chosen[3]);
    void this.load();
  }

  private tell(name: string, lag: (number | null)[], restarts: number, share: number | null): void {
    const known = lag.filter((value): value is number => value !== null);
    const [[from, to], [begin]] = [this.range.ends, this.range.shown];
    const when = this.range.isPart ? `from ${moment(from)} to ${moment(to)}` : begin > from + 60 ? `since ${moment(begin)}, when its data begin` : `in the last ${this.range.chosen[1]}`;
    const text = known.length === 0
      ? `No lag of ${name} is known ${when}.`
      : `${name} ${when}: at most ${number(Math.max(...known))} blocks behind${share === null ? "" : `; in step ${percent(share)}`}; ${plural(restarts, "restart")}.`;
    note("lag-note", text);
    byId("lag-chart").setAttribute("aria-label", text);
  }
}

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();
