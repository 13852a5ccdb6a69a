import type { NodeStatus } from "./api";

const groups = new Intl.NumberFormat("en");
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

export const unknown = "–";

export const number = (value: number | null): string => value === null ? unknown : groups.format(value);

export const decimal = (value: number | null): string => value === null ? unknown : value.toFixed(1);

/** A time of today as 08:05:10, another with its day. */
export function time(text: string): string {
  const at = new Date(text);
  return at.toDateString() === new Date().toDateString() ? clock.format(at) : `${day.format(at)}, ${clock.format(at)}`;
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

const words: Record<string, [string, Tone]> = {
  InStep: ["In step", "well"],
  Syncing: ["Syncing", "care"],
  Producing: ["Behind, but producing", "care"],
  Tolerated: ["Behind, tolerated", "care"],
  FarBehind: ["Far behind", "bad"],
  IdleBehind: ["Idle and behind", "bad"],
  Stalled: ["Stalled", "bad"],
  FallingBehind: ["Falling behind", "bad"],
  Requested: ["Restart requested", "care"],
  DockerUnreachable: ["Docker does not answer", "blind"],
  ContainerMissing: ["No such container", "blind"],
  ContainerNotRunning: ["Not running", "blind"],
  LogUnreadable: ["Log can't be read", "blind"],
  BestUnknown: ["No block seen yet", "blind"],
  HeadUnknown: ["Network's head unknown", "blind"],
  HeadUntrusted: ["Endpoints not trusted", "blind"],
};

/** The words and the colour for a reason; one that this page doesn't know is shown as it is. */
export const state = (reason: string): [string, Tone] => words[reason] ?? [reason, "care"];

/** The words and the colour for a node. */
export function nodeState(node: NodeStatus): [string, Tone] {
  if (node.reason === null) return ["Not checked yet", "blind"];
  if (!node.isFresh) return ["Not checked for too long", "blind"];
  const [text, tone] = state(node.reason);
  return node.asksForRestart && node.hold === null ? [`${text}: restarting`, tone] : [text, tone];
}

const order: Tone[] = ["bad", "care", "blind", "well"];

/** Worst first, then by name. */
export const byUrgency = (a: NodeStatus, b: NodeStatus): number =>
  order.indexOf(nodeState(a)[1]) - order.indexOf(nodeState(b)[1]) || a.name.localeCompare(b.name);
