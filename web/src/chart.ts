import uPlot from "uplot";
import type { LagSeries } from "./api";
import { byId, setText } from "./dom";
import { moment, number } from "./format";
import type { TimeRange } from "./range";

const height = 240;
const leastDragPixels = 8;
const dayInSeconds = 86_400;

/** Between the labels of the time, in seconds: lags are kept by the minute, and labels show no seconds. */
const increments = [...[1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 480, 720].map(minutes => minutes * 60), ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 30].map(days => days * dayInSeconds)];

/** The chart of a node's lag, with the thresholds and its restarts. A part is zoomed into by dragging, and left by a double click. */
export class Chart {
  private readonly container = byId("lag-chart");
  private readonly readout = byId("lag-readout");
  private plot: uPlot | null = null;
  private data: uPlot.AlignedData = [[], []];
  private thresholds: number[] = [];
  private restarts: number[] = [];

  /** Told where the plot lies in its container, in pixels from the left, each time that it is drawn. */
  onDrawn: (left: number, width: number) => void = () => {};

  constructor(private readonly range: TimeRange) {
    new ResizeObserver(() => this.plot?.setSize({ width: this.container.clientWidth, height })).observe(this.container);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.make());
  }

  draw(series: LagSeries, thresholds: number[], restarts: number[]): void {
    this.thresholds = thresholds;
    this.restarts = restarts;
    this.data = withGaps(series, this.range.ends);
    if (this.plot) this.plot.setData(this.data);
    else this.make();
  }

  private make(): void {
    this.plot?.destroy();
    this.plot = new uPlot(this.options(), this.data, this.container);
  }

  private options(): uPlot.Options {
    const axis: uPlot.Axis = { stroke: colour("--quiet"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "12px system-ui" };
    return {
      width: this.container.clientWidth,
      height,
      legend: { show: false },
      cursor: { drag: { x: true, y: false, setScale: false }, bind: { dblclick: () => () => { this.range.showWhole(); return null; } } },
      scales: { x: { range: () => this.range.ends }, y: { range: (_, __, max) => [0, Math.max(max ?? 0, ...this.thresholds, 10) * 1.1] } },
      axes: [{ ...axis, size: 28, incrs: increments, values: (_, splits, __, ___, step) => splits.map(at => tick(at, step)) }, { ...axis, size: 56 }],
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
    const index = plot.cursor.idx;
    const at = index === null || index === undefined ? undefined : plot.data[0][index];
    const lag = index === null || index === undefined ? undefined : plot.data[1]![index];
    setText(this.readout, at === undefined || lag === null || lag === undefined ? "" : `${moment(at)}: ${number(lag)} behind`);
  }

  private mark(plot: uPlot): void {
    const { ctx, bbox } = plot;
    const ratio = devicePixelRatio;
    ctx.save();
    ctx.font = `${11 * ratio}px system-ui`;
    ctx.lineWidth = ratio;
    this.thresholds.forEach((threshold, index) => {
      const y = plot.valToPos(threshold, "y", true);
      ctx.strokeStyle = ctx.fillStyle = colour(index === 0 ? "--care" : "--bad");
      line(ctx, [bbox.left, y, bbox.left + bbox.width, y], [6 * ratio, 4 * ratio]);
      // At both ends, since they lie on one another where the lag is great.
      ctx.textAlign = index === 0 ? "left" : "right";
      ctx.fillText(`${number(threshold)}${index === 0 ? ", when idle" : ""}`, index === 0 ? bbox.left + 4 * ratio : bbox.left + bbox.width - 4 * ratio, y - 4 * ratio);
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
    this.onDrawn(plot.over.offsetLeft, plot.over.offsetWidth);
  }
}

/** The series with a hole where nothing was measured, so that no line is drawn over it, and with points at the ends of the range. */
function withGaps({ at, step, nodes }: LagSeries, [from, to]: [number, number]): uPlot.AlignedData {
  const steps = at.slice(1).map((time, index) => time - at[index]!).sort((a, b) => a - b);
  const usual = Math.max(step, steps[Math.floor(steps.length / 2)] ?? 0);
  const [times, lags]: [number[], (number | null)[]] = [[from], [null]];
  at.forEach((time, index) => {
    if (index > 0 && time - at[index - 1]! > 2.5 * usual) {
      times.push((time + at[index - 1]!) / 2);
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
