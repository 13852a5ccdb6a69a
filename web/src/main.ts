import { get, type MonitorStatus, type NodeList, type RestartList, type StateSeries } from "./api";
import { enableActions } from "./actions";
import { About } from "./about";
import { now, setClock } from "./clock";
import { byId, note, setText } from "./dom";
import { loadEndpoints } from "./endpoints";
import { explain } from "./explanation";
import { link, linked, onLink } from "./link";
import { Live } from "./live";
import { Nodes } from "./nodes";
import { Past } from "./past";
import { setFreshness, setHeard } from "./state";
import { Timeline } from "./timeline";

const refreshMilliseconds = 15_000;
const renewMilliseconds = 60_000;
const gatherMilliseconds = 300;
const mostRestarts = 500;

/** A check may take so long beyond its interval before what it showed is old. */
const longestCheckSeconds = 60;

const past = new Past();
const timeline = new Timeline();
const about = new About();
const nodes = new Nodes(sorted => {
  past.setNodes(sorted);
  const names = sorted.map(node => node.name).sort();
  timeline.setNodes(names);
  about.setNodes(names);
}, name => past.show(name), () => void loadStrips());
let isPastDue = false;
let isLoaded = false;

/** Asks for what is past, once for changes that come together. */
function loadPastSoon(): void {
  if (isPastDue) return;
  isPastDue = true;
  setTimeout(() => {
    isPastDue = false;
    void Promise.all([timeline.load(), past.load(), loadStrips()]);
  }, gatherMilliseconds);
}

async function loadNodes(): Promise<void> {
  try {
    const list = await get<NodeList>("api/v1/nodes");
    setClock(list.at);
    nodes.replace(list.nodes);
  } catch (error) {
    note("nodes-note", `Nodes can't be shown: ${(error as Error).message}`, true);
    throw error;
  }
}

/** The strips. Without a history there are none; the timeline says why. */
async function loadStrips(): Promise<void> {
  try {
    const from = new Date(now() - nodes.stripSeconds * 1000).toISOString();
    const [series, { restarts }] = await Promise.all([get<StateSeries>(`api/v1/states?from=${from}`), get<RestartList>(`api/v1/restarts?limit=${mostRestarts}`)]);
    nodes.takePast(series, restarts);
  } catch {
    nodes.takePast({ nodes: [] }, []);
  }
}

async function loadAll(): Promise<void> {
  isLoaded = false;
  await Promise.all([loadMonitor(), loadEndpoints(), timeline.load(), loadNodes().then(() => Promise.all([past.load(), loadStrips()]))]);
  isLoaded = true;
}

/** What the server says in sentences has times in UTC, with a Z. */
function zone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return timeZone === "UTC" ? "Times in UTC." : `Times of ${timeZone}; those with a Z are UTC.`;
}

async function loadMonitor(): Promise<void> {
  const monitor = await get<MonitorStatus>("api/v1/monitor");
  setClock(monitor.at);
  setFreshness(monitor.checkInterval + longestCheckSeconds);
  setText(byId("dry-run"), monitor.isDryRun ? "Dry run (DRY_RUN): nodes are judged, but nothing is restarted." : "");
  setText(byId("memory"), monitor.isHistoryInFile ? "" : "The history is kept in memory and ends with the monitor: it can't be written to DATA_DIR.");
  about.show(monitor, zone());
  if (monitor.hasActions) enableActions(() => nodes.all);
}

function openLinkedDecision(): void {
  const id = Number(linked("decision"));
  if (Number.isInteger(id) && id > 0) void explain(id);
}

const live = new Live(loadAll, news => { if (nodes.take(news)) loadPastSoon(); }, isHeard => {
  setHeard(isHeard);
  nodes.hear(isHeard);
});
live.listen();
openLinkedDecision();
onLink(openLinkedDecision);
byId("explanation").addEventListener("close", () => link("decision", null));
document.querySelectorAll<HTMLElement>("[data-go]").forEach(button => button.addEventListener("click", () => byId(button.dataset["go"]!).scrollIntoView()));
setInterval(() => nodes.tick(), 1000);
setInterval(() => {
  void live.refresh(isLoaded ? loadMonitor : loadAll);
  if (isLoaded) void Promise.all([loadEndpoints(), past.load()]);
}, refreshMilliseconds);
setInterval(() => { if (isLoaded) void live.refresh(loadNodes).then(loadStrips); }, renewMilliseconds); // No event tells that a node is gone.
