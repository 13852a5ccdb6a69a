import { now } from "./clock";

/** The spans that can be chosen: on the button, in words, in seconds, in the address. */
export const spans: [string, string, number, string][] = [
  ["1 h", "hour", 3600, "1h"], ["6 h", "6 hours", 21_600, "6h"], ["24 h", "24 hours", 86_400, "24h"], ["7 d", "7 days", 604_800, "7d"], ["90 d", "90 days", 7_776_000, "90d"]];

/** Lags are kept by the minute: less than some of them is no chart. */
const leastSeconds = 300;
const mostSeconds = spans[spans.length - 1]![2];

/** The times that the chart and the timeline show: the last hour and such, or a part of the past that was zoomed into. In seconds since 1970. */
export class TimeRange {
  private span = spans[2]!;
  private part: [number, number] | null = null;

  /** When the data begin: before, there is nothing to show. */
  begin = 0;

  constructor(private readonly onChange: () => void) {}

  get chosen(): [string, string, number, string] {
    return this.span;
  }

  /** Whether it is a part that stands, and not the last hour and such. */
  get isPart(): boolean {
    return this.part !== null;
  }

  /** What is asked for. */
  get ends(): [number, number] {
    return this.part ?? [now() / 1000 - this.span[2], now() / 1000];
  }

  /** What is drawn: not what is before the data. */
  get shown(): [number, number] {
    const [from, to] = this.ends;
    return this.part ?? [Math.min(Math.max(from, this.begin), to - leastSeconds), to];
  }

  choose(span: [string, string, number, string]): void {
    this.span = span;
    this.part = null;
    this.onChange();
  }

  /** Back from a part to the whole. */
  showWhole(): void {
    this.choose(this.span);
  }

  zoomTo(from: number, to: number): void {
    const [middle, length] = [(from + to) / 2, Math.min(mostSeconds, Math.max(leastSeconds, to - from))];
    const end = Math.min(now() / 1000, middle + length / 2);
    this.part = [end - length, end];
    this.onChange();
  }

  /** Half as long, or twice. One that ends about now still does: that is what is looked for there. */
  zoomBy(factor: number): void {
    const [from, to] = this.shown;
    const half = (to - from) / 2 * factor;
    const middle = now() / 1000 - to < (to - from) / 10 ? to - half : (from + to) / 2;
    this.zoomTo(middle - half, middle + half);
  }

  /** Earlier or later by a part of its length. */
  shift(parts: number): void {
    const [from, to] = this.shown;
    this.zoomTo(from + (to - from) * parts, to + (to - from) * parts);
  }
}
