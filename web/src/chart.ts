import uPlot from "uplot";
import { get, type LagSeries, type NodeStatus, type RestartEntry } from "./api";
import { byId, h, setText } from "./dom";
import { number } from "./format";

const spans: [string, string, number][] = [["1 h", "hour", 3600], ["6 h", "6 hours", 21_600], ["24 h", "24 hours", 86_400], ["7 d", "7 days", 604_800], ["90 d", "90 days", 7_776_000]];
const height = 240;

/** The chart of one node's lag, with the thresholds and its restarts. */
export class Chart {
  private readonly container = byId("lag-chart");
  private readonly note = byId("lag-note");
  private readonly select = byId<HTMLSelectElement>("lag-node");
  private span = spans[0]!;
  private plot: uPlot | null = null;
  private thresholds: number[] = [];
  private restarts: number[] = [];
  private asked = 0;

  constructor() {
    const buttons = spans.map(span => h("button", { type: "button", "aria-pressed": String(span === this.span), click: () => this.choose(span, buttons) }, span[0]));
    byId("lag-spans").append(...buttons);
    this.select.addEventListener("change", () => void this.load());
    new ResizeObserver(() => this.plot?.setSize({ width: this.container.clientWidth, height })).observe(this.container);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => void this.load());
  }

  get node(): string {
    return this.select.value;
  }

  /** Takes the nodes up; the most urgent is chosen first. */
  setNodes(nodes: NodeStatus[]): void {
    const chosen = this.node;
    const names = nodes.map(node => node.name);
    if (names.join() !== [...this.select.options].map(option => option.value).join()) {
      this.select.replaceChildren(...names.map(name => h("option", { value: name }, name)));
      this.select.value = names.includes(chosen) ? chosen : names[0] ?? "";
    }
    const node = nodes.find(each => each.name === this.node);
    this.thresholds = [node?.blockLag20, node?.blockLag100].filter((value): value is number => typeof value === "number");
  }

  /** Asks for the series and draws it. */
  async load(): Promise<void> {
    const turn = ++this.asked;
    if (this.node === "") return;
    const from = new Date(Date.now() - this.span[2] * 1000).toISOString();
    const node = encodeURIComponent(this.node);
    try {
      const [series, restarts] = await Promise.all([
        get<LagSeries>(`api/v1/lag?node=${node}&from=${from}`), get<{ restarts: RestartEntry[] }>(`api/v1/restarts?node=${node}&limit=500`)]);
      if (turn !== this.asked) return;
      this.restarts = restarts.restarts.map(restart => Date.parse(restart.at) / 1000).filter(at => at >= Date.parse(from) / 1000);
      this.draw(series);
    } catch (error) {
      if (turn === this.asked) setText(this.note, `The lag can't be shown: ${(error as Error).message}`);
    }
  }

  private choose(span: [string, string, number], buttons: HTMLButtonElement[]): void {
    this.span = span;
    buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(spans[index] === span)));
    void this.load();
  }

  private draw(series: LagSeries): void {
    const lag = series.nodes[0]?.lag ?? [];
    const known = lag.filter((value): value is number => value !== null);
    const text = known.length === 0
      ? `No lag of ${this.node} is known in the last ${this.span[1]}.`
      : `Lag of ${this.node} in the last ${this.span[1]}: now ${number(known[known.length - 1]!)}, at most ${number(Math.max(...known))}; ${this.restarts.length} restart${this.restarts.length === 1 ? "" : "s"}.`;
    setText(this.note, text);
    this.container.setAttribute("aria-label", text);
    this.plot?.destroy();
    const now = Date.now() / 1000;
    this.plot = new uPlot(this.options([now - this.span[2], now]), [series.at, lag], this.container);
  }

  private options(range: [number, number]): uPlot.Options {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    const axis: uPlot.Axis = { stroke: colour("--quiet"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "12px system-ui" };
    return {
      width: this.container.clientWidth,
      height,
      legend: { show: false },
      cursor: { drag: { x: true, y: false } },
      scales: { x: { range: (_, min, max) => this.plot && min !== null && max - min < range[1] - range[0] && this.isZoomed ? [min, max] : range }, y: { range: (_, __, max) => [0, Math.max(max ?? 0, ...this.thresholds, 10) * 1.1] } },
      axes: [{ ...axis, values: (_, splits, __, ___, step) => splits.map(at => tick(at, step)) }, { ...axis, size: 56 }],
      series: [{}, { stroke: colour("--accent"), width: 2, fill: colour("--accent-faint"), points: { show: (_, __, from, to) => to - from < 30 } }],
      hooks: { setSelect: [() => this.isZoomed = true], draw: [plot => this.mark(plot, colour)] },
    };
  }

  private isZoomed = false;

  private mark(plot: uPlot, colour: (name: string) => string): void {
    const { ctx, bbox } = plot;
    const ratio = devicePixelRatio;
    ctx.save();
    ctx.font = `${11 * ratio}px system-ui`;
    ctx.lineWidth = ratio;
    this.thresholds.forEach((threshold, index) => {
      const y = plot.valToPos(threshold, "y", true);
      ctx.strokeStyle = ctx.fillStyle = colour(index === 0 ? "--care" : "--bad");
      line(ctx, [bbox.left, y, bbox.left + bbox.width, y], [6 * ratio, 4 * ratio]);
      ctx.textAlign = "right";
      ctx.fillText(`${number(threshold)}${index === 0 ? ", when idle" : ""}`, bbox.left + bbox.width - 4 * ratio, y - 4 * ratio);
    });
    ctx.strokeStyle = ctx.fillStyle = colour("--bad");
    for (const at of this.restarts) {
      const x = plot.valToPos(at, "x", true);
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      line(ctx, [x, bbox.top, x, bbox.top + bbox.height], []);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top + 9 * ratio);
      ctx.lineTo(x - 5 * ratio, bbox.top);
      ctx.lineTo(x + 5 * ratio, bbox.top);
      ctx.fill();
    }
    ctx.restore();
  }
}

const dayInSeconds = 86_400;

function tick(at: number, step: number): string {
  return new Date(at * 1000).toLocaleString("en-GB", step < dayInSeconds ? { hour: "2-digit", minute: "2-digit" } : { day: "numeric", month: "short" });
}

function line(ctx: CanvasRenderingContext2D, [x1, y1, x2, y2]: [number, number, number, number], dash: number[]): void {
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}
