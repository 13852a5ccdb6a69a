// Answers of the API's form, for states of the page. What is not given is as with a node that is well.
const start = Date.now();
const ago = seconds => new Date(start - seconds * 1000).toISOString();
const head = 110_000_000;

const node = (name, decided = {}, changes = {}) => ({
  name, isFresh: true, summary: decided.reason ?? "InStep", decisionId: 1, life: { instanceId: "c", startedAt: ago(400_000) }, pausedUntil: null, help: [], alerts: [], policy,
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
  logProblem: null, headDoubts: [], restartsInARow: 0, sinceRestart: null, effect: "Unknown", escalates: false, acts: false, catchUpRate: null, catchUpIn: null, ...changes,
});

const alert = (kind, level, title, cause) => ({ kind, level, since: ago(900), title, cause, toDo: "Look at it.", silencedUntil: null });
const far = { reason: "FarBehind", lag: 1234, best: head - 1234, importRate: 0, isProducing: false, peers: 0, finalized: head - 1240 };
const nothing = { lag: null, best: null, finalized: null, importRate: null, peers: null, session: null, isProducing: false };
const share = (reason, recovered, judged, all) => ({ node: "any", reason, recovered, judged, all });
const sick = [
  node("validator-amsterdam-01.example-operator.org-aleph-node-mainnet-archive-with-a-very-long-name", { ...far, hold: "BackingOff", holdFor: 4002 }, {
    summary: "would restart: FarBehind; held: BackingOff", help: [share("FarBehind", 2, 4, 4), share("IdleBehind", 0, 1, 2)],
    alerts: [alert("RestartsDidNotHelp", "Critical", "Restarts do not help", "3 restarts in a row did not help"), alert("DatabaseCorrupt", "Critical", "Its database is damaged",
      "its log reports: Essential task `txpool-background` failed: Corruption: block checksum mismatch: expected 3219340935, got 1234")],
    facts: { troubles: [{ kind: "Error", count: 1204, at: ago(9), line: "x" }] },
  }),
  node("forked", { finalized: head - 900 }, { alerts: [alert("Forked", "Critical", "On another fork", "it finalized 0x1"), alert("FinalityStalled", "Critical", "Its finality stands still", "x")] }),
  node("by-rpc", { bestSource: "NodeRpc", disagreements: [{ kind: "Best", source: "NodeRpc", reported: 109_999_999, known: 109_999_000 }] }, { help: [share("FarBehind", 3, 3, 3)] }),
  node("missing", { ...nothing, reason: "Missing", runState: "Missing" }, { life: null, summary: "Missing" }),
  node("new", {}, { isFresh: false, decision: null, summary: null, decisionId: null, life: null }),
  node("overdue", { at: ago(500) }),
  node("by-metrics", { bestSource: "NodeMetrics", isHeadStale: true, peers: 0 }, { alerts: [alert("HeadStale", "Warning", "The network's head stands still", "the head has not moved")] }),
  node("paused", { standingByFor: "monitor-2" }, { pausedUntil: ago(-3000), policy: { ...policy, dryRun: true } }),
];
sick[4].facts = null;

const entry = (id, name, at, reason, changes = {}) => ({ id, node: name, summary: reason, decision: decision({ at: ago(at), reason, ...changes }) });
const outcome = took => ({ result: "Restarted", took, cause: "None", said: null, found: null, newLifeStartedAt: ago(690), graceful: "NotAsked", hasSucceeded: true });
const life = (name, from, end) => ({ node: name, life: { instanceId: "c", startedAt: ago(from) }, end });
const action = (id, name, at, changes) => ({ id, node: name, remedy: "Restart", decisionId: id, reason: "FarBehind", life: { instanceId: "c", startedAt: ago(9400) }, at: ago(at), endedAt: ago(at - 9), logTail: "", ...changes });

const answers = nodes => ({
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
    verdict: "restart: FarBehind", why: ["FarBehind asks for a restart."], holds: ["Paused: did not hold"], wouldChange: ["with BLOCK_LAG_100=700: Tolerated"], evidence: [{ what: "Log line", value: "Idle", at: ago(702) }] } },
  "api/v1/restarts": { restarts: nodes.length === 0 ? [] : [
    action(8, nodes[0].name, 700, { lag: 900, outcome: outcome(12.3), effect: "NoChange", effectAfter: 300 }),
    action(6, nodes[0].name, 1500, { lag: 300, outcome: outcome(4.5), effect: "Recovered", effectAfter: 130 })] },
  "api/v1/lives": { lives: nodes.length === 0 ? [] : [
    life(nodes[0].name, 688, null),
    life(nodes[0].name, 1495, { at: ago(692), exitCode: 137, isOutOfMemory: false, isOurs: true }),
    life(nodes[0].name, 2200, { at: ago(1499), exitCode: 137, isOutOfMemory: true, isOurs: false }),
    life(nodes[0].name, 2400, { at: ago(2300), exitCode: 1, isOutOfMemory: false, isOurs: false }),
    life(nodes[0].name, 9400, { at: ago(2500), exitCode: 0, isOutOfMemory: false, isOurs: false })] },
  "api/v1/lag": { step: 60, at: Array.from({ length: 60 }, (_, i) => Math.floor(start / 60_000) * 60 - 3540 + i * 60),
    nodes: [{ name: nodes[0]?.name ?? "", lag: Array.from({ length: 60 }, (_, i) => i > 30 && i < 33 ? null : i < 20 ? 2 : (i - 20) * 30) }] },
});

// A monitor that takes the token "right". It decides about a restart at the second time that it is asked what became of it.
function acting() {
  const all = answers([node("held", { ...far, hold: "CatchingUp" }), node("well"), node("gone", { ...nothing, reason: "Missing" })]);
  const outcomes = {
    held: "not restarted: held: catching up; the request is not kept",
    well: "not restarted: held: paused until 12:00:00Z; the request is not kept",
    gone: "not restarted, since it can't be judged: missing",
  };
  all["api/v1/monitor"].hasActions = true;
  all["api/v1/actions"] = { actions: [] };
  const asked = new Set();
  const answer = (path, request) => {
    if ((path === "api/v1/actions" || request.method === "POST") && request.headers.authorization !== "Bearer right") return { refused: 401, detail: "The token is not that of API_TOKEN." };
    const [, name] = /(\w+)\/restart$/.exec(path) ?? /requests\/(\w+)$/.exec(path) ?? [];
    if (path.endsWith("/restart")) return { location: `/api/v1/requests/${name}` };
    if (name !== undefined && !asked.has(name)) return asked.add(name) && { request: { state: "Waiting", outcome: null }, summary: "requested, not decided yet" };
    return name === undefined ? all[path] ?? null : { request: { state: "NotDone", outcome: null }, summary: outcomes[name] };
  };
  return answer;
}

const state = (nodes, check, change = answers => answers) => {
  const all = change(answers(nodes));
  return { answer: path => path in all ? all[path] : null, check };
};

const hundred = Array.from({ length: 100 }, (_, i) => node(`validator-${i + 1}`, i === 56 ? { ...far, hold: "CoolingDown", holdFor: 102 } : {}, i === 83 ? { alerts: [alert("FinalityStalled", "Critical", "Its finality stands still", "x")] } : {}));

/** Each state: how the API answers (null: with an error; undefined: never), and what has to be seen. */
export const states = {
  empty: state([], async ({ page, shows }) => {
    await shows(page.locator("#nodes-note"), "No node is watched.");
    await shows(page.locator("#timeline-note"), "Nothing has been decided yet.");
  }),
  zone: { ...state([node("validator-lisbon")], async ({ page, shows }) => {
    await shows(page.locator("#about"), "times of Europe/Lisbon, those with a Z of UTC");
  }), timeZone: "Europe/Lisbon", width: 390 },
  loading: { answer: () => undefined, check: ({ page, shows }) => shows(page.locator("#nodes-note"), "Loading …") },
  errors: { answer: () => null, check: async ({ page, shows, assert }) => {
    await shows(page.locator("#live"), "The monitor answers with errors");
    for (const part of ["nodes", "timeline", "endpoints"]) await shows(page.locator(`#${part}-note`), "can't be shown: The history can't be read.");
    assert.equal(await page.getByText("Loading …").filter({ visible: true }).count(), 0);
  } },
  "no-history": state(sick.slice(1, 3), async ({ page, shows }) => {
    await shows(page.locator("#lag-note"), "can't be shown: The history can't be read.");
    await shows(page.locator(".card").first(), "On another fork");
  }, all => Object.fromEntries(Object.entries(all).filter(([path]) => !/lag|decisions|restarts|lives/.test(path)))),
  alerts: state(sick, async ({ page, shows, assert }) => {
    await shows(page.locator(".card", { hasText: "validator-amsterdam" }).locator(".alerts"), "Its database is damaged");
    await shows(page.locator(".card", { hasText: "validator-amsterdam" }).locator(".alerts"), "Restarts do not help");
    await shows(page.locator(".card", { hasText: "by-rpc" }), "Catches updone");
    await shows(page.locator(".card", { hasText: "forked" }).locator(".alerts"), "finality stands still");
    await shows(page.locator(".card", { hasText: "by-rpc" }), "by its RPC");
    await shows(page.locator(".card", { hasText: "by-rpc" }), "3 of 3 helped (Far behind: 3 of 3)");
    await shows(page.locator(".card", { hasText: "validator-amsterdam" }), "2 of 5 helped (Far behind: 2 of 4; Idle and behind: 0 of 1), 1 not judged yet");
    await shows(page.locator(".card", { hasText: "by-metrics" }), "by its metrics");
    await shows(page.locator(".card", { hasText: "by-metrics" }).locator(".alerts"), "head stands still");
    await shows(page.locator(".card", { hasText: "overdue" }), "Not checked for too long");
    await shows(page.locator(".card", { hasText: "by-rpc" }).locator(".alerts"), "Its RPC: best 109,999,999; by its log 109,999,000.");
    await shows(page.locator(".card", { hasText: "paused" }), "Dry run: it is never restarted; Another monitor acts on it: monitor-2");
    assert.deepEqual(await page.locator("#nodes > li h3").allTextContents(), ["forked", sick[0].name, "missing", "new", "overdue", "by-metrics", "by-rpc", "paused"]);
    await page.locator("#lag-chart .u-over").hover({ position: { x: 100, y: 50 } });
    await shows(page.locator("#lag-readout"), /^\d\d:\d\d: 2 behind$/);
    await page.getByRole("button", { name: /^2 decisions, .* restarts: 1$/ }).click();
    await page.locator("#explanation").getByRole("button", { name: /restart: Far behind, lag 900/ }).click();
    await shows(page.locator("#explanation"), "FarBehind asks for a restart.");
    await shows(page.locator("#explanation"), "with BLOCK_LAG_100=700: Tolerated");
    await shows(page.locator("#explanation"), "Paused: did not hold");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Close");
    await page.locator("#record-title").click();
    await shows(page.locator("#explanation tr"), /^decision\.standingByFor–$/);
    await shows(page.locator("#explanation tr"), /^facts\.preparedInSession3$/);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /, restart: Far behind, lag 300$/ }).click(); // The monitor refuses this one.
    await shows(page.locator("#explanation"), "It can't be shown: The history can't be read.");
    await page.keyboard.press("Escape");
  }),
  blind: state([node("blind", { ...nothing, reason: "HeadUnknown", blindFor: 900 }, { summary: "HeadUnknown (no answer within 10 s)", alerts: [alert("Blind", "Critical", "It cannot be judged", "for 15 min it could not be judged")] })], async ({ page, shows }) => {
    await shows(page.locator(".card", { hasText: "blind" }).locator(".alerts"), "It cannot be judged");
  }),
  actions: { answer: acting(), check: async ({ page, shows, assert }) => {
    const enter = async token => {
      await page.locator("#token-text").fill(token);
      await page.getByRole("button", { name: "Enable actions" }).click();
    };
    await enter("wrong");
    await shows(page.locator("#token-note"), "Not enabled: The token is not that of API_TOKEN.");
    assert.ok(await page.getByRole("button", { name: "Restart held", exact: true }).isHidden());
    await enter("right");
    await shows(page.locator("#token-note"), "Actions are enabled in this tab.");
    for (const [name, outcome] of [["held", "Not restarted: held: catching up; the request is not kept."], ["well", "Not restarted: held: paused until 12:00:00Z; the request is not kept."], ["gone", "Not restarted, since it can't be judged: missing."]]) {
      await page.getByRole("button", { name: `Restart ${name}`, exact: true }).click();
      await page.locator("#confirmation button.primary").click();
      await shows(page.locator("#confirmation [role=status]"), outcome);
      assert.equal(await page.evaluate(() => document.activeElement.textContent), "Close");
      await page.keyboard.press("Enter");
      await page.locator("#confirmation").waitFor({ state: "hidden" });
    }
  } },
  zoom: state(sick.slice(1, 3), async ({ page, shows, assert }) => {
    await shows(page.locator("#lag-note"), "in the last hour");
    const end = async () => Date.parse(new URL((await page.waitForRequest(request => request.url().includes("/lag?"))).url()).searchParams.get("to"));
    const whole = end();
    await page.getByRole("button", { name: "1 h", exact: true }).click();
    const now = await whole;
    for (let length = 60; length > 5;) {
      await page.evaluate(() => {
        window.labels = [];
        const fillText = window.plainFillText ??= CanvasRenderingContext2D.prototype.fillText;
        CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) { window.labels.push(text); fillText.call(this, text, ...rest); };
      });
      const asked = end();
      await page.getByRole("button", { name: "Zoom in" }).click();
      length = Math.max(5, length / 2);
      assert.ok(Math.abs(await asked - now) < 30_000, `zoomed in to the last ${length} min`);
      await page.waitForFunction(() => window.labels.some(label => /^\d\d:\d\d/.test(label)));
    }
    await page.waitForTimeout(500);
    const labels = (await page.evaluate(() => window.labels)).filter(label => /^\d\d:\d\d/.test(label));
    assert.ok(labels.length > 1 && labels.every((label, i) => label !== labels[i - 1]), `labels ${labels}`);
  }),
  "hundred-on-a-telephone": { ...state(hundred, async ({ page, shows, assert }) => {
    await shows(page.locator("#well-summary"), "98 in step");
    assert.ok(await page.locator("#well-nodes").isHidden(), "those that are well take no room");
  }), width: 390 },
  hundred: state(hundred, async ({ page, shows, assert }) => {
    await shows(page.locator("#overview"), "2 of 100 to look at");
    assert.deepEqual(await page.locator("#nodes > li h3").allTextContents(), ["validator-57", "validator-84"]);
    assert.ok(await page.locator("#nodes > li").last().evaluate(element => element.getBoundingClientRect().bottom <= innerHeight), "the sick ones are seen without scrolling");
    await page.locator("#search-text").fill("or-99");
    assert.deepEqual(await page.locator("#nodes > li h3").allTextContents(), ["validator-99"]);
    await page.locator("#search-text").fill("no such");
    await shows(page.locator("#nodes-note"), "No node has such a name.");
    await page.locator("#search-text").fill("");
    await page.getByRole("button", { name: "More about validator-100" }).click();
    await shows(page.locator("#well-nodes .card.open"), "Finalized");
    await page.getByRole("button", { name: "History of validator-84" }).click();
    assert.equal(await page.locator("#lag-node").inputValue(), "validator-84");
    await page.locator("#lag-title:focus").waitFor();
  }),
};
