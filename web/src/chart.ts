import uPlot from "uplot";
import type { LagSeries } from "./api";
import { byId } from "./dom";
import { moment, number } from "./format";
import type { TimeRange } from "./range";
import { hideTip, showTip } from "./tip";

const height = 240;
const leastDragPixels = 8;
const labelPixels = 14;
const dayInSeconds = 86_400;

/** Between the labels of the time, in seconds: lags are kept by the minute, and labels show no seconds. */
const increments = [...[1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 480, 720].map(minutes => minutes * 60), ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 30].map(days => days * dayInSeconds)];

/** A threshold of the lag: its value, and what happens above it, in words and in few words. */
export interface Threshold { value: number; text: string; short: string; tone: string }

/** The chart of a node's lag, with the thresholds. A part is zoomed into by dragging, and left by a double click. */
export class Chart {
  private readonly container = byId("lag-chart");
  private plot: uPlot | null = null;
  private data: uPlot.AlignedData = [[], []];
  private thresholds: Threshold[] = [];
  private restarts: number[] = [];
  private isNarrow = false;

  /** Told where the plot lies in its container, in pixels from the left, each time that it is drawn. */
  onDrawn: (left: number, width: number) => void = () => {};

  constructor(private readonly range: TimeRange) {
    new ResizeObserver(() => this.resize()).observe(this.container);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.make());
    this.container.addEventListener("pointerleave", hideTip);
  }

  draw(series: LagSeries, thresholds: Threshold[], restarts: number[]): void {
    this.thresholds = thresholds;
    this.restarts = restarts;
    this.data = withGaps(series, this.range.shown);
    if (this.plot) this.plot.setData(this.data);
    else this.make();
  }

  private resize(): void {
    if (this.plot && this.isNarrow !== this.container.clientWidth < 600) this.make();
    else this.plot?.setSize({ width: this.container.clientWidth, height });
  }

  private make(): void {
    this.plot?.destroy();
    this.isNarrow = this.container.clientWidth < 600;
    this.plot = new uPlot(this.options(), this.data, this.container);
  }

  private options(): uPlot.Options {
    const axis: uPlot.Axis = { stroke: colour("--quiet"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "12px system-ui" };
    return {
      width: this.container.clientWidth,
      height,
      padding: [10, this.isNarrow ? 64 : 156, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: true, y: false, setScale: false }, bind: { dblclick: () => () => { this.range.showWhole(); return null; } } },
      scales: { x: { range: () => this.range.shown }, y: { range: (_, __, max) => [0, Math.max(max ?? 0, ...this.thresholds.map(each => each.value), 10) * 1.1] } },
      axes: [{ ...axis, size: 28, incrs: increments, values: (_, splits, __, ___, step) => splits.map((at, index) => tick(at, step, splits[index - 1])) },
        { ...axis, size: 56, values: (_, splits) => splits.map(each => number(each)) }],
      series: [{}, { stroke: colour("--accent"), width: 2, fill: colour("--accent-faint"), points: { show: (_, __, from, to) => to - from < 30 } }],
      hooks: { setSelect: [plot => this.zoom(plot)], setCursor: [plot => this.read(plot)], draw: [plot => this.mark(plot)] },
    };
  }

  private zoom(plot: uPlot): void {
    const { left, width } = plot.select;
    if (width < leastDragPixels) return;
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.range.zoomTo(plot.posToVal(left, "x"), plot.posToVal(left + width, "x"));
  }

  private read(plot: uPlot): void {
    const { idx, left, top } = plot.cursor;
    const at = idx === null || idx === undefined ? undefined : plot.data[0][idx];
    const lag = idx === null || idx === undefined ? undefined : plot.data[1]![idx];
    if (at === undefined || lag === null || lag === undefined || (left ?? -1) < 0) return hideTip();
    const box = plot.over.getBoundingClientRect();
    showTip(`${moment(at)}: ${number(lag)} behind`, box.left + left!, box.top + (top ?? 0));
  }

  private mark(plot: uPlot): void {
    const { ctx, bbox } = plot;
    const ratio = devicePixelRatio;
    const right = bbox.left + bbox.width;
    ctx.save();
    ctx.font = `${12 * ratio}px system-ui`;
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.lineWidth = ratio;
    let above = Infinity;
    for (const { value, text, short, tone } of [...this.thresholds].sort((a, b) => a.value - b.value)) {
      const y = plot.valToPos(value, "y", true);
      ctx.strokeStyle = ctx.fillStyle = colour(tone);
      line(ctx, [bbox.left, y, right, y], [6 * ratio, 4 * ratio]);
      const labelY = Math.min(y, above - labelPixels * ratio); // Labels of thresholds that lie close go apart, and never over a line.
      above = labelY;
      line(ctx, [right, y, right + 8 * ratio, labelY], []);
      ctx.fillText(this.isNarrow ? short : text, right + 11 * ratio, labelY);
    }
    ctx.strokeStyle = colour("--ink");
    for (const at of this.restarts) {
      const x = plot.valToPos(at, "x", true);
      if (x >= bbox.left && x <= right) line(ctx, [x, bbox.top, x, bbox.top + bbox.height], [2 * ratio, 2 * ratio]);
    }
    ctx.restore();
    this.onDrawn(plot.over.offsetLeft, plot.over.offsetWidth);
  }
}

/** The series with a hole where nothing was measured, so that no line is drawn over it, and with points at the ends of the range. */
export function withGaps({ at, step, nodes }: LagSeries, [from, to]: [number, number]): [number[], (number | null)[]] {
  const steps = at.slice(1).map((time, index) => time - at[index]!).sort((a, b) => a - b);
  const usual = Math.max(step, steps[Math.floor(steps.length / 2)] ?? 0);
  const [times, lags]: [number[], (number | null)[]] = [[from], [null]];
  at.forEach((time, index) => {
    if (index > 0 && time - at[index - 1]! > 2.5 * usual) {
      times.push(Math.max((time + at[index - 1]!) / 2, from));
      lags.push(null);
    }
    times.push(Math.max(time, from));
    lags.push(nodes[0]?.lag[index] ?? null);
  });
  return [[...times, Math.max(to, times[times.length - 1]!)], [...lags, null]];
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** A label of the time: its day where a day begins, so that a week has its days. */
function tick(at: number, step: number, before: number | undefined): string {
  const date = new Date(at * 1000);
  const isNewDay = before === undefined ? date.getHours() + date.getMinutes() === 0 : new Date(before * 1000).getDate() !== date.getDate();
  return date.toLocaleString("en-GB", step >= dayInSeconds || isNewDay ? { weekday: step >= 3 * dayInSeconds ? undefined : "short", day: "numeric", month: "short" } : { hour: "2-digit", minute: "2-digit" });
}

function line(ctx: CanvasRenderingContext2D, [x1, y1, x2, y2]: [number, number, number, number], dash: number[]): void {
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}
