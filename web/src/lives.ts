import type { SavedLife } from "./api";
import { now } from "./clock";
import { byId, h, setText } from "./dom";
import { duration, time } from "./format";
import type { Tone } from "./state";

const killedOrTerminated = [137, 143];

/** How a life ended, in words and tone. */
export function endOf({ end }: SavedLife, isLatest: boolean): [string, Tone] {
  if (end === null) return isLatest ? ["runs", "well"] : ["end not seen", "blind"];
  const code = end.exitCode === null ? "" : `, exit code ${end.exitCode}`;
  if (end.isOutOfMemory) return [`out of memory${code}`, "bad"];
  if (end.isOurs) return [`our restart${code}`, "care"];
  if (end.isCrash) return [`crashed${code}`, "bad"];
  if (end.isAskedFor) return [`stopped by its owner${code}`, "idle"];
  if (end.exitCode === null) return ["ended", "blind"];
  return [`exit code ${end.exitCode}`, end.exitCode === 0 || killedOrTerminated.includes(end.exitCode) ? "blind" : "bad"];
}

/** When a life ended by what is known, in seconds since 1970: one whose end was not seen lasted at most until the next began. */
export function endTime(lives: SavedLife[], index: number): number {
  const [life, next] = [lives[index]!, lives[index - 1]];
  return life.end !== null ? Date.parse(life.end.at) / 1000 : next ? Date.parse(next.life.startedAt) / 1000 : now() / 1000;
}

/** The table of the lives, latest first: what the bars of the timeline show, for those who can't see them. */
export function showLives(lives: SavedLife[]): void {
  setText(byId("lives-summary"), `${lives.length} ${lives.length === 1 ? "life" : "lives"} as a table`);
  byId("lives").querySelector("tbody")!.replaceChildren(...lives.map((each, index) => {
    const [text, tone] = endOf(each, index === 0);
    const { life, end } = each;
    return h("tr", {},
      h("th", { scope: "row" }, h("time", { datetime: life.startedAt }, time(life.startedAt))),
      h("td", {}, end === null ? "" : h("time", { datetime: end.at }, time(end.at))),
      h("td", { class: "number" }, duration(endTime(lives, index) - Date.parse(life.startedAt) / 1000)),
      h("td", {}, h("span", { class: "pill", "data-tone": tone }, text), end?.lastWords ? h("code", {}, end.lastWords) : null));
  }));
}
