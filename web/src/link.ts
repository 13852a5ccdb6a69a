/** What the address says of the view behind its #: it survives a reload and can be sent. */
const known = ["node", "span", "view", "strip", "only", "decision"] as const;
type Name = typeof known[number];

let values = read();
const listeners: (() => void)[] = [];

function read(): Map<Name, string> {
  const given = new URLSearchParams(location.hash.slice(1));
  return new Map(known.flatMap(name => given.get(name) === null ? [] : [[name, given.get(name)!]]));
}

export const linked = (name: Name): string | null => values.get(name) ?? null;

/** Keeps something in the address; null: it is as it is without. */
export function link(name: Name, value: string | null): void {
  if (linked(name) === value) return;
  if (value === null) values.delete(name);
  else values.set(name, value);
  const text = new URLSearchParams([...values]).toString();
  history.replaceState(null, "", text === "" ? location.pathname + location.search : `#${text}`);
}

/** Called when the address is changed by hand, or by a link. */
export function onLink(listener: () => void): void {
  listeners.push(listener);
}

addEventListener("hashchange", () => {
  values = read();
  listeners.forEach(listener => listener());
});
