// Answers of the API's form, for states of the page. What is not given is as with a node that is well.
const start = Date.now();
export const ago = seconds => new Date(start - seconds * 1000).toISOString();
const head = 110_000_000;

export const node = (name, decided = {}, changes = {}) => ({
  name, isFresh: true, summary: decided.reason ?? "InStep", decisionId: 1, life: { instanceId: "c", startedAt: ago(400_000) }, pausedUntil: null, pausedBy: null, help: [], alerts: [], policy,
  decision: decision({ head, best: head - 1, lag: 1, finalized: head - 4, importRate: 1, peers: 24, session: 122_222, isProducing: true, at: ago(2), ...decided }),
  ...changes, facts: { ...facts, ...changes.facts },
});

const policy = { blockLag20: 20, blockLag100: 100, startGrace: 60, restartCooldown: 300, restartBackoffMax: 3600, stallDuration: null, trendWindow: null, holdWhileCatchingUp: true, blindAfter: 300, dryRun: false };

const facts = {
  nodeStartedAt: ago(400_000), chainName: "Aleph Zero", best: head - 1, bestAt: ago(3), finalized: head - 4, target: head, peers: 24, session: 122_222, sessionStartedAt: ago(400), majorSync: "Left",
  majorSyncAt: ago(9000), preparedInSession: 3, preSealedInSession: 3, producedInLastSession: true, lastProducedBlock: head - 9, producedAt: ago(9), reorgs: 2, errors: 0, lines: 12_345, trail: [], evidence: [], troubles: [], producingInSession: true,
};

const decision = changes => ({
  at: ago(2), reason: "InStep", hold: "None", holdFor: null, runState: "Running", unreachableSaid: null, stopCause: "None", end: null, best: null, bestSource: "Log", disagreements: [], peers: null, finalized: null,
  head: null, isHeadStale: false, lag: 3, importRate: null, headRate: 1, standsFor: null, majorSync: "Left", session: null, isProducing: false, requestedBy: null, standingByFor: null, alerts: [], blindFor: null, fork: null,
  logProblem: null, headDoubts: [], waitsFor: null, restartedFor: null, repeats: [], restartsInARow: 0, sinceRestart: null, effect: "Unknown", escalates: false, acts: false, catchUpRate: null, catchUpIn: null, ...changes,
});

export const alert = (kind, level, title, cause) => ({ kind, level, since: ago(900), title, cause, toDo: "Look at it.", silencedUntil: null });
export const far = { reason: "FarBehind", lag: 1234, best: head - 1234, importRate: 0, isProducing: false, peers: 0, finalized: head - 1240 };
export const nothing = { lag: null, best: null, finalized: null, importRate: null, peers: null, session: null, isProducing: false };
const share = (reason, recovered, judged, all) => ({ node: "any", reason, recovered, judged, all });
export const sick = [
  node("validator-amsterdam-01.example-operator.org-aleph-node-mainnet-archive-with-a-very-long-name", { ...far, hold: "BackingOff", holdFor: 4002, restartsInARow: 3 }, {
    summary: "would restart: FarBehind; held: BackingOff", help: [share("FarBehind", 2, 4, 4), share("IdleBehind", 0, 1, 2)],
    alerts: [alert("RestartsDidNotHelp", "Critical", "Restarts do not help", "3 restarts in a row did not help"), alert("DatabaseCorrupt", "Critical", "Database damaged",
      "its log reports: Essential task `txpool-background` failed: Corruption: block checksum mismatch: expected 3219340935, got 1234")],
    facts: { troubles: [{ kind: "Error", count: 1204, at: ago(9), line: "x" }] },
  }),
  node("forked", { finalized: head - 900 }, { alerts: [alert("Forked", "Critical", "On another fork", "it finalized 0x1"), alert("FinalityStalled", "Critical", "Finality stalled", "x")] }),
  node("by-rpc", { bestSource: "NodeRpc", disagreements: [{ kind: "Best", source: "NodeRpc", reported: 109_999_999, known: 109_999_000 }] }, { help: [share("FarBehind", 3, 3, 3)] }),
  node("missing", { ...nothing, reason: "Missing", runState: "Missing" }, { life: null, summary: "Missing" }),
  node("new", {}, { isFresh: false, decision: null, summary: null, decisionId: null, life: null }),
  node("overdue", { at: ago(500) }),
  node("by-metrics", { bestSource: "NodeMetrics", isHeadStale: true, peers: 0 }, { alerts: [alert("HeadStale", "Warning", "The network's head has stalled", "the head has not moved")] }),
  node("paused", { standingByFor: "monitor-2" }, { pausedUntil: ago(-3000), policy: { ...policy, dryRun: true } }),
];
sick[4].facts = null;

export const entry = (id, name, at, reason, changes = {}) => ({ id, node: name, summary: reason, decision: decision({ at: ago(at), reason, ...changes }) });
export const outcome = took => ({ result: "Restarted", took, cause: "None", said: null, found: null, newLifeStartedAt: ago(690), graceful: "NotAsked", hasSucceeded: true });
const ended = (at, exitCode, changes = {}) => ({ at: ago(at), exitCode, isOutOfMemory: false, isOurs: false, isAskedFor: null, restartPolicy: null, said: null, lastWords: null, isCrash: false, ...changes });
const life = (name, from, end) => ({ node: name, life: { instanceId: "c", startedAt: ago(from) }, end });
export const action = (id, name, at, changes) => ({ id, node: name, remedy: "Restart", decisionId: id, reason: "FarBehind", life: { instanceId: "c", startedAt: ago(9400) }, at: ago(at), endedAt: ago(at - 9), logTail: "", ...changes });

const span = (from, to, reason) => ({ from: ago(from), to: ago(to), reason });
const day = 86_400;

/** The states of a node: a bad night for the first node, a calm one for others. */
const spansOf = (node, isFirst) => {
  const reason = node.decision?.reason ?? null;
  return reason === null ? [] : isFirst
    ? [span(5 * day, 40_000, "InStep"), span(40_000, 30_000, "Syncing"), span(30_000, 12_000, "InStep"), span(12_000, 9400, null), span(9400, 3000, "InStep"), span(3000, 2400, "FarBehind"), span(2400, 2300, "InStep"), span(2300, 2200, "NotRunning"), span(2200, 1499, "FarBehind"), span(1499, 1400, "BestUnknown"), span(1400, 1000, "Syncing"), span(1000, 692, "FarBehind"), span(692, 600, "BestUnknown"), span(600, 0, reason)]
    : [span(3 * day, 7200, "InStep"), span(7200, 0, reason)];
};

export const answers = nodes => ({
  "api/v1/states": request => {
    const name = new URL(request.url, "http://localhost").searchParams.get("node");
    return { nodes: nodes.map((node, i) => ({ name: node.name, spans: spansOf(node, i === 0) })).filter(each => name === null || each.name === name) };
  },
  "api/v1/settings": { settings: [{ name: "CONTAINER_NAME", value: "a,b", default: null }, { name: "CHECK_INTERVAL", value: null, default: "60" }, { name: "API_TOKEN", value: "…", default: null }] },
  "api/v1/receivers": { receivers: [{ name: "ntfy://ntfy.sh", queued: 0, oldestAt: null, sentAt: ago(4000), failedAt: null, problem: null },
    { name: "smtp://mail.example.org", queued: 3, oldestAt: ago(7000), sentAt: ago(90_000), failedAt: ago(30), problem: "535 authentication failed" }] },
  "api/v1/nodes": { at: ago(0), nodes },
  "api/v1/monitor": { version: "1.0.0", startedAt: ago(9000), at: ago(0), checkInterval: 60, isDryRun: false, hasActions: false, isHistoryInFile: true },
  "api/v1/endpoints": { endpoints: [
    { host: "https://aleph-zero.api.onfinality.io", state: "Trusted", why: null, head, chain: "Aleph Zero", latency: 0.123 },
    { host: "wss://ws.azero.dev:443", state: "Down", why: "no answer within 10 s", head: null, chain: null, latency: null }] },
  "api/v1/decisions": { decisions: nodes.length === 0 ? [] : [
    entry(9, nodes[0].name, 60, "FarBehind", { hold: "BackingOff", lag: 1234 }),
    entry(8, nodes[0].name, 700, "FarBehind", { acts: true, lag: 900 }),
    entry(7, nodes[0].name, 705, "FarBehind", { hold: "Starting", lag: 890 }),
    entry(6, nodes[0].name, 1500, "FarBehind", { acts: true, lag: 300 }),
    entry(5, nodes[0].name, 3000, "InStep")] },
  "api/v1/decisions/8": { ...entry(8, nodes[0]?.name, 700, "FarBehind", { acts: true, lag: 900 }), policy, facts, explanation: {
    verdict: "restart: FarBehind", why: ["FarBehind asks for a restart."], holds: ["Paused: did not hold"], wouldChange: ["with BLOCK_LAG_100=700: Tolerated"], evidence: [{ what: "Network's head", value: "110000325", at: null }, { what: "Log line", value: "Idle", at: ago(702) }] } },
  "api/v1/restarts": { restarts: nodes.length === 0 ? [] : [
    action(8, nodes[0].name, 700, { lag: 900, outcome: outcome(12.3), effect: "NoChange", effectAfter: 300 }),
    action(6, nodes[0].name, 1500, { lag: 300, outcome: outcome(4.5), effect: "Recovered", effectAfter: 130 })] },
  "api/v1/lives": { lives: nodes.length === 0 ? [] : [
    life(nodes[0].name, 688, null),
    life(nodes[0].name, 1495, ended(692, 137, { isOutOfMemory: false, isOurs: true })),
    life(nodes[0].name, 2200, ended(1499, 137, { isOutOfMemory: true, isOurs: false })),
    life(nodes[0].name, 2400, ended(2300, 1, { isOutOfMemory: false, isOurs: false })),
    life(nodes[0].name, 9400, ended(2500, 0, { isOutOfMemory: false, isOurs: false }))] },
  "api/v1/lag": { step: 60, at: Array.from({ length: 60 }, (_, i) => Math.floor(start / 60_000) * 60 - 3540 + i * 60),
    nodes: [{ name: nodes[0]?.name ?? "", lag: Array.from({ length: 60 }, (_, i) => i > 30 && i < 33 ? null : i < 20 ? 2 : (i - 20) * 30) }] },
});

// A monitor that takes the token "right". It decides about a restart at the second time that it is asked what became of it, and carries it out at the third.
export function acting() {
  const all = answers([node("held", { ...far, hold: "CatchingUp" }), node("well", {}, { pausedUntil: ago(-600), pausedBy: "API from 10.0.0.7" }), node("gone", { ...nothing, reason: "Missing", runState: "Missing" }),
    node("stopped", { ...nothing, reason: "NotRunning", runState: "Stopped" }, { alerts: [alert("LeftStopped", "Critical", "Left stopped", "x")] })]);
  const held = "not restarted: held: catching up; the request is not kept";
  all["api/v1/monitor"].hasActions = true;
  all["api/v1/actions"] = { actions: [{ node: "held", action: { kind: "Pause", at: ago(5000), by: "API from 10.0.0.7: upgrade to r-15", length: 3600, alert: null } }] };
  const asked = new Set();
  const answer = (path, request) => {
    if ((path === "api/v1/actions" || request.method === "POST") && request.headers.authorization !== "Bearer right") return { refused: 401, detail: "The token is not that of API_TOKEN." };
    const [, name] = /(\w+)\/restart$/.exec(path) ?? /requests\/(\w+)$/.exec(path) ?? [];
    if (path.endsWith("/restart")) return { location: `/api/v1/requests/${name}` };
    if (request.method === "POST") return { location: "/api/v1/nodes" };
    if (name !== undefined && !asked.has(name)) return asked.add(name) && { request: { state: "Waiting", outcome: null }, summary: "requested, not decided yet" };
    if (name === "well") return asked.has("acting") ? { request: { state: "Done", outcome: outcome(1.23) }, summary: "restarted" } : asked.add("acting") && { request: { state: "Acting", outcome: null }, summary: "is being restarted" };
    return name === undefined ? (typeof all[path] === "function" ? all[path](request) : all[path] ?? null) : { request: { state: "NotDone", outcome: null }, summary: held };
  };
  return answer;
}

export const state = (nodes, check, change = answers => answers) => {
  const all = change(answers(nodes));
  return { answer: (path, request) => typeof all[path] === "function" ? all[path](request) : path in all ? all[path] : null, check };
};

const stopped = (name, ended, changes = {}) => node(name, { ...nothing, reason: "NotRunning", runState: "Stopped", end: ended }, { life: null, summary: "NotRunning (Stopped)", ...changes });
const crash = ended(840, 1, { isAskedFor: false, isCrash: true, lastWords: "Essential task `txpool-background` failed. Shutting down service." });
export const startedAt = ago(3);
export const ends = [
  stopped("crashed", crash, { alerts: [alert("Crashed", "Critical", "Crashed", "exit code 1, and nothing starts it again")] }),
  stopped("stopped-by-owner", ended(7000, 143, { isAskedFor: true })),
  node("restarted", { ...nothing, reason: "BestUnknown" }, { life: { instanceId: "d", startedAt } }),
  node("well"),
];
export const dark = name => node(name, { ...nothing, reason: "Unreachable", runState: "Unreachable", blindFor: 900 }, { life: null, summary: "Unreachable (connection refused)" });

export const hundred = Array.from({ length: 100 }, (_, i) => node(`validator-${i + 1}`, i === 56 ? { ...far, hold: "CoolingDown", holdFor: 102 } : {}, i === 83 ? { alerts: [alert("FinalityStalled", "Critical", "Finality stalled", "x")] } : {}));
