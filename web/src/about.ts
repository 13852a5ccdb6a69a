import { get, type MonitorStatus, type ReceiverList, type SettingList } from "./api";
import { byId, h, note, setText } from "./dom";
import { ago, time } from "./format";

/** The end of the page: the monitor itself, its settings, who is told, and links. */
export class About {
  constructor() {
    this.fill("settings", async () => {
      const { settings } = await get<SettingList>("api/v1/settings");
      return table(["Setting", "Value"], settings.map(({ name, value, default: byDefault }) => [name, value === null ? h("span", { class: "note" }, byDefault ?? "not set") : h("strong", {}, value)]));
    });
    this.fill("receivers", async () => {
      const { receivers } = await get<ReceiverList>("api/v1/receivers");
      return receivers.length === 0 ? h("p", { class: "note" }, "Nobody is told of alerts: NOTIFY_URL is not set.") : table(["Receiver", "State"], receivers.map(each => [each.name, receiverState(each)]));
    });
  }

  show(monitor: MonitorStatus, zone: string): void {
    setText(byId("about"), `Version ${monitor.version}, running since ${time(monitor.startedAt)}. Each node is checked every ${monitor.checkInterval} s. History: ${monitor.isHistoryInFile ? "saved to disk" : "in memory only"}. ${zone}`);
  }

  setNodes(names: string[]): void {
    const list = byId("badges");
    if (list.children.length === names.length && [...list.children].every((each, index) => each.textContent === names[index])) return;
    list.replaceChildren(...names.map(name => h("li", {}, h("a", { href: `api/v1/nodes/${encodeURIComponent(name)}/badge.svg` }, name))));
  }

  /** Asks for the content of a part when it is opened. */
  private fill(id: string, load: () => Promise<HTMLElement>): void {
    const details = byId<HTMLDetailsElement>(id);
    details.addEventListener("toggle", async () => {
      if (!details.open) return;
      try {
        const content = await load();
        byId(`${id}-content`).replaceChildren(content);
        note(`${id}-note`, "");
      } catch (error) {
        note(`${id}-note`, `It can't be shown: ${(error as Error).message}`, true);
      }
    });
  }
}

function receiverState({ queued, oldestAt, sentAt, failedAt, problem }: ReceiverList["receivers"][number]): HTMLElement {
  const isFailing = failedAt !== null && (sentAt === null || failedAt > sentAt);
  const text = isFailing ? `failed ${ago(failedAt)}` : sentAt === null ? "no message in the last 3 days" : `last message arrived ${ago(sentAt)}`;
  return h("span", {}, h("span", { class: "pill", "data-tone": isFailing ? "bad" : sentAt === null ? "idle" : "well" }, text),
    queued > 0 && ` ${queued} waiting${oldestAt === null ? "" : `, the oldest for ${ago(oldestAt).replace(" ago", "")}`}`, isFailing && problem !== null && `: ${problem}`);
}

const table = (columns: string[], rows: (string | HTMLElement)[][]): HTMLElement => h("div", { class: "scroll", role: "group", "aria-label": columns[0]!, tabindex: "0" }, h("table", {},
  h("thead", {}, h("tr", {}, ...columns.map(column => h("th", { scope: "col" }, column)))),
  h("tbody", {}, ...rows.map(([first, ...others]) => h("tr", {}, h("th", { scope: "row" }, first!), ...others.map(cell => h("td", {}, cell)))))));
