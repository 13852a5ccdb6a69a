import { get, type MonitorStatus, type NodeList } from "./api";
import { enableActions } from "./actions";
import { setClock } from "./clock";
import { byId, note, setText } from "./dom";
import { loadEndpoints } from "./endpoints";
import { setFreshness } from "./format";
import { Live } from "./live";
import { Nodes } from "./nodes";
import { Past } from "./past";
import { loadTimeline } from "./timeline";

const refreshMilliseconds = 15_000;
const renewMilliseconds = 60_000;
const gatherMilliseconds = 300;

/** A check may take so long beyond its interval before what it showed is old. */
const longestCheckSeconds = 60;

const past = new Past();
const nodes = new Nodes(sorted => past.setNodes(sorted), name => past.show(name));
let isPastDue = false;
let isLoaded = false;

/** Asks for what is past, once for changes that come together. */
function loadPastSoon(): void {
  if (isPastDue) return;
  isPastDue = true;
  setTimeout(() => {
    isPastDue = false;
    void Promise.all([loadTimeline(), past.load()]);
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

async function loadAll(): Promise<void> {
  isLoaded = false;
  await Promise.all([loadMonitor(), loadEndpoints(), loadTimeline(), loadNodes().then(() => past.load())]);
  isLoaded = true;
}

/** What the server says in sentences has times in UTC, with a Z. */
function zone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return timeZone === "UTC" ? "" : `; times of ${timeZone}, those with a Z of UTC`;
}

async function loadMonitor(): Promise<void> {
  const monitor = await get<MonitorStatus>("api/v1/monitor");
  setClock(monitor.at);
  setFreshness(monitor.checkInterval + longestCheckSeconds);
  setText(byId("about"), `Version ${monitor.version}; a check each ${monitor.checkInterval} s${monitor.isDryRun ? "; dry run: nothing is restarted" : ""}${monitor.isHistoryInFile ? "" : "; the history is kept in memory and ends with the monitor"}${zone()}`);
  if (monitor.hasActions && byId("token").hidden) enableActions();
}

const live = new Live(loadAll, news => { if (nodes.take(news)) loadPastSoon(); });
live.listen();
setInterval(() => nodes.tick(), 1000);
setInterval(() => {
  void live.refresh(isLoaded ? loadMonitor : loadAll);
  if (isLoaded) void Promise.all([loadEndpoints(), past.load()]);
}, refreshMilliseconds);
setInterval(() => { if (isLoaded) void live.refresh(loadNodes); }, renewMilliseconds); // No event tells that a node is gone.
