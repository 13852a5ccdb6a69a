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

/** A day in words: "Today", "Yesterday", "12 Mar". */
export function dayOf(text: string): string {
  const [at, today] = [new Date(text), new Date()];
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  return at.toDateString() === today.toDateString() ? "Today" : at.toDateString() === yesterday.toDateString() ? "Yesterday" : day.format(at);
}

export const timeOfDay = (text: string): string => clock.format(new Date(text));

export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 120) return `${whole} s`;
  if (whole < 7200) return `${Math.round(whole / 60)} min`;
  return whole < 172_800 ? `${Math.round(whole / 3600)} h` : `${Math.round(whole / 86_400)} days`;
}

/** "2 min ago", by the monitor's clock. */
export const ago = (at: string): string => `${duration(-secondsUntil(at))} ago`;

/** 4:05 for a count-down. */
export function countdown(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return (hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}` : String(minutes)) + `:${String(rest).padStart(2, "0")}`;
}

/** 99.7 %; 100 % only for all of it. */
export const percent = (share: number): string => share >= 1 ? "100 %" : `${Math.min(99.9, share * 100).toFixed(1)} %`;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "1 restart", "2 restarts". */
export const plural = (count: number, one: string): string => `${number(count)} ${one}${count === 1 ? "" : "s"}`;
