import type { NodeStatus } from "./api";
import { alertsOf, toneOf } from "./alerts";
import { byId, h, place, setText } from "./dom";
import { number } from "./format";
import { link, linked } from "./link";
import { byTone, condition, type Kind, type Tone, worst } from "./state";

type Class = Kind | "alert";

const classes: [Class, string, Tone][] = [
  ["alert", "Alert", "bad"], ["behind", "Far behind", "bad"], ["down", "Not running", "bad"], ["blind", "Unknown", "blind"],
  ["syncing", "Syncing", "care"], ["idle", "Stopped by owner", "idle"], ["well", "In step", "well"]];

const colours: Record<Tone, string> = { well: "#00957f", care: "#d08700", bad: "#d92c20", blind: "#7d8896", idle: "#7d8896" };

const isIn = (node: NodeStatus, which: Class): boolean => which === "alert" ? alertsOf(node).some(alert => alert.tone === "bad") : condition(node).kind === which;

/** The header: what there is of each class, in one look; and what is chosen of it. */
export class Header {
  private readonly chips = new Map(classes.map(([name, text, tone]) => [name, this.chip(name, text, tone)]));
  private filter = linked("only") as Class | null;

  constructor(private readonly onFilter: () => void) {}

  /** Whether a node is of the class that was chosen. */
  isShown(node: NodeStatus): boolean {
    return this.filter === null || isIn(node, this.filter);
  }

  get isFiltered(): boolean {
    return this.filter !== null;
  }

  show(nodes: NodeStatus[], isHeard: boolean): void {
    const counts = new Map(classes.map(([name]) => [name, nodes.filter(node => isIn(node, name)).length]));
    if (this.filter !== null && !counts.get(this.filter)) this.choose(null);
    for (const [name, chip] of this.chips) {
      setText(chip.firstElementChild as HTMLElement, number(counts.get(name)!));
      chip.setAttribute("aria-pressed", String(this.filter === name));
    }
    place(byId("counts"), [...this.chips].filter(([name]) => counts.get(name)! > 0).map(([, chip]) => chip));
    this.tell(nodes, isHeard);
  }

  private tell(nodes: NodeStatus[], isHeard: boolean): void {
    const tones = nodes.map(toneOf).sort(byTone);
    const [all, urgent, inStep] = [nodes.length, tones.filter(tone => tone === "bad" || tone === "blind").length, nodes.filter(node => condition(node).kind === "well").length];
    const tone = isHeard ? worst(...tones) : "blind";
    byId("overview").dataset["tone"] = tone;
    setText(byId("overview"), !isHeard ? "State unknown" : all === 0 ? "" : urgent > 0 ? all === 1 ? "Needs attention" : `${urgent} of ${all} ${urgent === 1 ? "needs" : "need"} attention`
      : inStep === all ? all === 1 ? "In step" : `All ${all} in step` : `${inStep} of ${all} in step`);
    document.title = `${!isHeard ? "(?) " : urgent > 0 ? `(${urgent}) ` : ""}Aleph Zero monitor`;
    setIcon(tone);
  }

  private choose(name: Class | null): void {
    this.filter = name;
    link("only", name);
  }

  private chip(name: Class, text: string, tone: Tone): HTMLElement {
    return h("button", { type: "button", class: "chip", "data-tone": tone, click: () => { this.choose(this.filter === name ? null : name); this.onFilter(); } }, h("strong"), ` ${text}`);
  }
}

/** A ring where something is wrong or unknown, a full disc where all is well: not by colour alone. */
function setIcon(tone: Tone): void {
  const inside = tone === "well" ? "" : `<path d='M8 4.5v4M8 10.4v1.2' stroke='${colours[tone]}' stroke-width='1.8'/>`;
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><circle cx='8' cy='8' r='6' fill='${tone === "well" ? colours.well : "none"}' stroke='${colours[tone]}' stroke-width='2'/>${inside}</svg>`;
  const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]")!;
  const url = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  if (icon.href !== url) icon.href = url;
}
