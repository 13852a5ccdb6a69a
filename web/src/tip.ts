import { byId } from "./dom";

/** Shows a few words at the pointer, or at an element that has the focus. */
export function showTip(text: string, x: number, y: number): void {
  const tip = byId("tip");
  tip.textContent = text;
  tip.hidden = text === "";
  const [width, height] = [tip.offsetWidth, tip.offsetHeight];
  tip.style.left = `${Math.max(4, Math.min(x + 12, document.documentElement.clientWidth - width - 4))}px`;
  tip.style.top = `${y + 16 + height > innerHeight ? y - height - 8 : y + 16}px`;
}

export const hideTip = (): void => { byId("tip").hidden = true; };

/** Has an element's words shown at the pointer. The words must be known to those who can't point, too. */
export function withTip<T extends HTMLElement>(element: T, text: string): T {
  element.addEventListener("pointermove", event => showTip(text, event.clientX, event.clientY));
  element.addEventListener("pointerleave", hideTip);
  element.addEventListener("focus", () => {
    const { left, bottom } = element.getBoundingClientRect();
    if (element.matches(":focus-visible")) showTip(text, left, bottom - 12);
  });
  element.addEventListener("blur", hideTip);
  return element;
}
