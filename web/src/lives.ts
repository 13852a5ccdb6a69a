import type { LifeEntry } from "./api";
import { now } from "./clock";
import { byId, h, setText } from "./dom";
import { duration, time, type Tone } from "./format";

const killedOrTerminated = [137, 143];

/** How a life ended, in words and colour. */
export function endOf(life: LifeEntry, isLatest: boolean): [string, Tone] {
  if (life.endedAt === null) return isLatest ? ["runs", "well"] : ["end not seen", "blind"];
  const code = life.exitCode === null ? "" : `, exit code ${life.exitCode}`;
  if (life.isOutOfMemory) return [`out of memory${code}`, "bad"];
  if (life.isEndedByMonitor === true) return [`our restart${code}`, "care"];
  if (life.exitCode === null) return ["ended", "blind"];
  return [`exit code ${life.exitCode}`, life.exitCode === 0 || killedOrTerminated.includes(life.exitCode) ? "blind" : "bad"];
}

/** When a life ended by what is known, in seconds since 1970: one whose end was not seen lasted at most until the next began. */
export function endTime(lives: LifeEntry[], index: number): number {
  const [life, next] = [lives[index]!, lives[index - 1]];
  return life.endedAt !== null ? Date.parse(life.endedAt) / 1000 : next ? Date.parse(next.startedAt) / 1000 : now() / 1000;
}

/** The table of the lives, latest first: what the bars of the timeline show, for those who can't see them. */
export function showLives(lives: LifeEntry[]): void {
  setText(byId("lives-summary"), `${lives.length} ${lives.length === 1 ? "life" : "lives"} as a table`);
  byId("lives").querySelector("tbody")!.replaceChildren(...lives.map((life, index) => {
    const [text, tone] = endOf(life, index === 0);
    return h("tr", {},
      h("th", { scope: "row" }, h("time", { datetime: life.startedAt }, time(life.startedAt))),
      h("td", {}, life.endedAt === null ? "" : h("time", { datetime: life.endedAt }, time(life.endedAt))),
      h("td", { class: "number" }, duration(endTime(lives, index) - Date.parse(life.startedAt) / 1000)),
      h("td", {}, h("span", { class: "pill", "data-tone": tone }, text)));
  }));
}
