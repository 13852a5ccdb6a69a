import type { NodeStatus } from "./api";
import { byId, setText } from "./dom";

/** Listens to the monitor and says whether it is heard. The browser connects again by itself, unless the server refuses; then we do. */
export function listen(onConnect: () => Promise<void>, onNodes: (nodes: NodeStatus[]) => void): void {
  const events = new EventSource("api/v1/events");
  events.addEventListener("open", () => void onConnect().then(() => show("Live", "well"), () => show("The monitor answers with errors", "bad")));
  events.addEventListener("nodes", event => onNodes(JSON.parse((event as MessageEvent<string>).data) as NodeStatus[]));
  events.addEventListener("error", () => {
    show("Connection lost: what is shown may be old; connecting again …", "bad");
    if (events.readyState === EventSource.CLOSED) setTimeout(() => listen(onConnect, onNodes), 5000);
  });
}

function show(text: string, tone: string): void {
  const live = byId("live");
  live.dataset["tone"] = tone;
  document.body.classList.toggle("stale", tone === "bad");
  setText(live, text);
}
