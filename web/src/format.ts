import type { Decision, NodeStatus } from "./api";
import { secondsUntil } from "./clock";

const groups = new Intl.NumberFormat("en");
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const minute = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

export const unknown = "–";

export const number = (value: number | null): string => value === null ? unknown : groups.format(value);

export const decimal = (value: number | null): string => value === null ? unknown : value.toFixed(1);

/** A time of today as 08:05:10, another with its day. */
export function time(text: string): string {
  const at = new Date(text);
  return at.toDateString() === new Date().toDateString() ? clock.format(at) : `${day.format(at)}, ${clock.format(at)}`;
}

/** A time in seconds since 1970, to the minute; another day's with its day. */
export function moment(seconds: number): string {
  const at = new Date(seconds * 1000);
  const text = minute.format(at);
  return at.toDateString() === new Date().toDateString() ? text : `${day.format(at)}, ${text}`;
}

export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 120) return `${whole} s`;
  if (whole < 7200) return `${Math.round(whole / 60)} min`;
  return whole < 172_800 ? `${Math.round(whole / 3600)} h` : `${Math.round(whole / 86_400)} days`;
}

/** 4:05 for a count-down. */
export function countdown(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return (hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}` : String(minutes)) + `:${String(rest).padStart(2, "0")}`;
}

export type Tone = "well" | "care" | "bad" | "blind";

const words: Record<Decision["reason"], [string, Tone]> = {
  InStep: ["In step", "well"],
  Syncing: ["Syncing", "care"],
  Producing: ["Behind, but producing", "care"],
  Tolerated: ["Behind, tolerated", "care"],
  FarBehind: ["Far behind", "bad"],
  IdleBehind: ["Idle and behind", "bad"],
  Stalled: ["Stalled", "bad"],
  FallingBehind: ["Falling behind", "bad"],
  Requested: ["Restart requested", "care"],
  LeftStopped: ["Left stopped by a restart", "bad"],
  Unreachable: ["Docker does not answer", "blind"],
  Missing: ["No such container", "blind"],
  NotRunning: ["Not running", "blind"],
  LogUnreadable: ["Log can't be read", "blind"],
  BestUnknown: ["No block seen yet", "blind"],
  HeadUnknown: ["Network's head unknown", "blind"],
  HeadUntrusted: ["Endpoints not trusted", "blind"],
};

/** The words and the colour for a reason; one that this page doesn't know is shown as it is. */
export const state = (reason: Decision["reason"]): [string, Tone] => words[reason] ?? [reason, "care"];

/** What a decision's reason asks for, if it asks for anything. */
export const verb = ({ reason }: Decision): string => reason === "LeftStopped" ? "start" : "restart";

/** What holds the action that a decision asks for; empty when nothing does. */
export const held = (decision: Decision): string => decision.hold === "None" ? "" : `${verb(decision)} held: ${decision.hold}`;

/** The words and the colour for a node. */
export function nodeState(node: NodeStatus): [string, Tone] {
  if (node.decision === null) return ["Not checked yet", "blind"];
  if (!isFresh(node)) return ["Not checked for too long", "blind"];
  const [text, tone] = state(node.decision.reason);
  return node.decision.acts ? [`${text}: ${verb(node.decision)}ing`, tone] : [text, tone];
}

let freshSeconds = Infinity;

/** Says how old a node's last check can be before it is overdue. */
export function setFreshness(seconds: number): void {
  freshSeconds = seconds;
}

/** A check that hangs brings no news, so the page itself has to see that the last one is old. */
const isFresh = (node: NodeStatus): boolean => node.isFresh && (node.decision === null || secondsUntil(node.decision.at) >= -freshSeconds);

const order: Tone[] = ["bad", "blind", "care", "well"];

/** The worst of colours. */
export const worst = (...tones: Tone[]): Tone => order.find(tone => tones.includes(tone)) ?? "well";

export const byTone = (a: Tone, b: Tone): number => order.indexOf(a) - order.indexOf(b);
