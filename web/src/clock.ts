let ahead = 0;

/** Takes the monitor's clock over: count-downs go by it, since a reader's own may be wrong. */
export function setClock(at: string): void {
  ahead = Date.parse(at) - Date.now();
}

/** The monitor's time, in milliseconds since 1970. */
export const now = (): number => Date.now() + ahead;

/** Seconds from now until then; negative when it is past. */
export const secondsUntil = (then: string): number => (Date.parse(then) - now()) / 1000;
