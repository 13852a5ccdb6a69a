import { get, type MonitorStatus, type NodeStatus } from "./api";
import { enableActions } from "./actions";
import { Card } from "./card";
import { Chart } from "./chart";
import { byId, setText } from "./dom";
import { loadEndpoints } from "./endpoints";
import { byUrgency, nodeState } from "./format";
import { listen } from "./live";
import { loadTimeline } from "./timeline";

const nodes = new Map<string, NodeStatus>();
const cards = new Map<string, Card>();
const chart = new Chart();
const refreshMilliseconds = 30_000;

function take(news: NodeStatus[]): void {
  const isChange = news.some(node => nodes.get(node.name)?.decisionId !== node.decisionId || nodes.get(node.name)?.restarts !== node.restarts);
  for (const node of news) {
    nodes.set(node.name, node);
    const card = cards.get(node.name);
    if (card) card.update(node);
    else cards.set(node.name, new Card(node));
  }
  arrange();
  if (isChange) void Promise.all([loadTimeline(), chart.load()]);
}

/** Worst first. Cards that are in their place stay untouched, so that focus stays too. */
function arrange(): void {
  const sorted = [...nodes.values()].sort(byUrgency);
  const list = byId("nodes");
  sorted.forEach((node, index) => {
    const element = cards.get(node.name)!.element;
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
  });
  chart.setNodes(sorted);
  const bad = sorted.filter(node => nodeState(node)[1] !== "well").length;
  setText(byId("nodes-note"), sorted.length === 0 ? "No node is watched." : "");
  setText(byId("overview"), bad === 0 ? `All ${sorted.length} in step` : `${bad} of ${sorted.length} not in step`);
  document.title = bad === 0 ? "Aleph Zero monitor" : `(${bad}) Aleph Zero monitor`;
}

async function loadAll(): Promise<void> {
  const all = await get<{ nodes: NodeStatus[] }>("api/v1/nodes");
  const names = new Set(all.nodes.map(node => node.name));
  for (const [name, card] of cards) {
    if (!names.has(name)) {
      card.element.remove();
      cards.delete(name);
      nodes.delete(name);
    }
  }
  take(all.nodes);
  await Promise.all([loadEndpoints(), loadTimeline(), chart.load(), loadMonitor()]);
}

async function loadMonitor(): Promise<void> {
  const monitor = await get<MonitorStatus>("api/v1/monitor");
  setText(byId("about"), `Version ${monitor.version}; a check each ${monitor.checkIntervalSeconds} s${monitor.isDryRun ? "; dry run: nothing is restarted" : ""}`);
  if (monitor.hasActions && byId("token").hidden) enableActions();
}

listen(loadAll, take);
setInterval(() => cards.forEach(card => card.tick()), 1000);
setInterval(() => void Promise.all([loadEndpoints(), chart.load()]), refreshMilliseconds);
