type Child = Node | string | null | undefined | false;

/** Makes an element. Text is always text: nothing that comes from a log or an endpoint is read as HTML. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string | EventListener> = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "string") element.setAttribute(name, value);
    else element.addEventListener(name, value);
  }
  element.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  return element;
}

/** The element of the page with this id. */
export function byId<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

/** Sets an element's text unless it is there already, so that nothing is read out twice. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Says in a section's note what there is to say instead of its content; nothing when all is there. */
export function note(id: string, text: string, isProblem = false): void {
  const element = byId(id);
  setText(element, text);
  element.classList.toggle("problem", isProblem);
}

/** Puts elements in a list in this order. Those that are in their place stay untouched, so that focus stays too. */
export function place(list: HTMLElement, elements: HTMLElement[]): void {
  const kept = new Set<Element>(elements);
  [...list.children].filter(element => !kept.has(element)).forEach(element => element.remove());
  elements.forEach((element, index) => { if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null); });
}
