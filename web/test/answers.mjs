// Answers of the API's form, for states of the page. What is not given is as with a node that is well.
const start = Date.now();
const ago = seconds => new Date(start - seconds * 1000).toISOString();
const head = 110_000_000;

const node = (name, changes = {}) => ({
  name, checkedAt: ago(2), isFresh: true, container: "Running", reason: "InStep", hold: null, holdUntil: null, asksForRestart: false, isBlind: false, summary: "InStep", problem: null,
  decisionId: 1, lag: 1, blockLag20: 20, blockLag100: 100, best: head - 1, bestSource: "Log", bestAt: ago(3), disagreement: null, alerts: [], finalized: head - 4, head, isHeadStale: false,
  importRate: 1, headRate: 1, catchUpSeconds: null, peers: 24, session: 122_222, sessionStartedAt: ago(400), isProducing: true, startedAt: ago(400_000), restarts: 0, pausedUntil: null,
  isDryRun: false, troubles: [], restartHelp: [], ...changes,
});

const far = { reason: "FarBehind", asksForRestart: true, lag: 1234, best: head - 1234, importRate: 0, isProducing: false, peers: 0, finalized: head - 1240 };
const sick = [
  node("validator-amsterdam-01.example-operator.org-aleph-node-mainnet-archive-with-a-very-long-name", {
    ...far, alerts: ["RestartsDidNotHelp"], hold: "BackingOff", holdUntil: ago(-4000), restarts: 4, summary: "would restart: FarBehind; held: BackingOff",
    restartHelp: [{ reason: "FarBehind", recovered: 2, judged: 4, all: 4 }, { reason: "IdleBehind", recovered: 0, judged: 1, all: 2 }],
    troubles: [{ kind: "DatabaseCorrupt", count: 1, at: ago(50), line: "Essential task `txpool-background` failed: Corruption: block checksum mismatch: expected 3219340935, got 1234" }, { kind: "Error", count: 1204, at: ago(9), line: "x" }],
  }),
  node("forked", { alerts: ["FinalityStalled", "Forked", "NetworkFinalityStalled"], finalized: head - 900 }),
  node("by-rpc", { bestSource: "NodeRpc", disagreement: "the log shows 109999000, the node's RPC 109999999", restarts: 3, restartHelp: [{ reason: "FarBehind", recovered: 3, judged: 3, all: 3 }] }),
  node("missing", { container: "Missing", reason: "ContainerMissing", isBlind: true, problem: "No such container: missing", lag: null, best: null, bestSource: "Log", bestAt: null, finalized: null, importRate: null, peers: null, session: null, startedAt: null }),
  node("new", { checkedAt: null, isFresh: false, container: null, reason: null, summary: null, decisionId: null, lag: null, blockLag20: null, blockLag100: null, best: null, bestSource: null, bestAt: null, finalized: null, head: null, importRate: null, headRate: null, peers: null, session: null, sessionStartedAt: null, isProducing: false, startedAt: null }),
  node("overdue", { checkedAt: ago(500) }),
  node("by-metrics", { bestSource: "NodeMetrics", isHeadStale: true, peers: 0 }),
  node("paused", { pausedUntil: ago(-3000), isDryRun: true }),
];

const decision = (id, name, at, reason, changes = {}) => ({ id, node: name, at: ago(at), reason, hold: null, holdUntil: null, restarts: false, asksForRestart: false, lag: 3, summary: reason, ...changes });

const answers = nodes => ({
  "api/v1/nodes": { at: ago(0), nodes },
  "api/v1/monitor": { version: "1.0.0", startedAt: ago(9000), at: ago(0), checkIntervalSeconds: 60, isDryRun: false, hasActions: false },
  "api/v1/endpoints": { endpoints: [
    { host: "https://aleph-zero.api.onfinality.io", state: "Trusted", why: null, head, chain: "Aleph Zero", latencySeconds: 0.123 },
    { host: "wss://ws.azero.dev:443", state: "Down", why: "no answer within 10 s", head: null, chain: null, latencySeconds: null }] },
  "api/v1/decisions": { decisions: nodes.length === 0 ? [] : [
    decision(9, nodes[0].name, 60, "FarBehind", { hold: "BackingOff", asksForRestart: true, lag: 1234 }),
    decision(8, nodes[0].name, 700, "FarBehind", { restarts: true, asksForRestart: true, lag: 900 }),
    decision(7, nodes[0].name, 705, "FarBehind", { hold: "Starting", asksForRestart: true, lag: 890 }),
    decision(6, nodes[0].name, 1500, "FarBehind", { restarts: true, asksForRestart: true, lag: 300 }),
    decision(5, nodes[0].name, 3000, "InStep")] },
  "api/v1/decisions/8": { decision: decision(8, nodes[0]?.name, 700, "FarBehind", { restarts: true }), explanation: ["FarBehind asks for a restart."], holds: ["Paused: did not hold"], wouldChange: ["with BLOCK_LAG_100=700: Tolerated"], evidence: [{ what: "Log line", value: "Idle", at: ago(702) }] },
  "api/v1/restarts": { restarts: nodes.length === 0 ? [] : [
    { decisionId: 8, node: nodes[0].name, at: ago(700), reason: "FarBehind", lag: 900, result: "Restarted", detail: null, tookSeconds: 12.3, effect: "NoChange", effectAfterSeconds: 300 },
    { decisionId: 6, node: nodes[0].name, at: ago(1500), reason: "FarBehind", lag: 300, result: "Restarted", detail: null, tookSeconds: 4.5, effect: "Recovered", effectAfterSeconds: 130 }] },
  "api/v1/lives": { lives: nodes.length === 0 ? [] : [
    { node: nodes[0].name, containerId: "c", startedAt: ago(688), endedAt: null, exitCode: null, isOutOfMemory: false, isEndedByMonitor: null },
    { node: nodes[0].name, containerId: "c", startedAt: ago(1495), endedAt: ago(692), exitCode: 137, isOutOfMemory: false, isEndedByMonitor: true },
    { node: nodes[0].name, containerId: "c", startedAt: ago(2200), endedAt: ago(1499), exitCode: 137, isOutOfMemory: true, isEndedByMonitor: false },
    { node: nodes[0].name, containerId: "c", startedAt: ago(2400), endedAt: ago(2300), exitCode: 1, isOutOfMemory: false, isEndedByMonitor: false },
    { node: nodes[0].name, containerId: "c", startedAt: ago(9400), endedAt: ago(2500), exitCode: 0, isOutOfMemory: false, isEndedByMonitor: false }] },
  "api/v1/lag": { stepSeconds: 60, at: Array.from({ length: 60 }, (_, i) => Math.floor(start / 60_000) * 60 - 3540 + i * 60),
    nodes: [{ name: nodes[0]?.name ?? "", lag: Array.from({ length: 60 }, (_, i) => i > 30 && i < 33 ? null : i < 20 ? 2 : (i - 20) * 30) }] },
});

// A monitor that takes the token "right", and decides about a restart as soon as it is asked for: as before for "held", anew for "well".
function acting() {
  const held = node("held", { ...far, hold: "CatchingUp", checkedAt: ago(-5) });
  const all = answers([held, node("well"), node("gone", { container: "Missing", reason: "ContainerMissing", isBlind: true, summary: "ContainerMissing", lag: null, checkedAt: ago(-5) })]);
  all["api/v1/monitor"].hasActions = true;
  all["api/v1/actions"] = { actions: [] };
  for (const each of all["api/v1/nodes"].nodes) all[`api/v1/nodes/${each.name}`] = each;
  return (path, request) => {
    if ((path === "api/v1/actions" || request.method === "POST") && request.headers.authorization !== "Bearer right") return { refused: 401, detail: "The token is not that of API_TOKEN." };
    if (path.endsWith("/restart")) {
      if (path.includes("well")) all["api/v1/decisions"] = { decisions: [decision(10, "well", 0, "Requested", { hold: "Paused", holdUntil: ago(-3300), asksForRestart: true })] };
      return {};
    }
    return all[path] ?? null;
  };
}

const state = (nodes, check, change = answers => answers) => {
  const all = change(answers(nodes));
  return { answer: path => path in all ? all[path] : null, check };
};

const hundred = Array.from({ length: 100 }, (_, i) => node(`validator-${i + 1}`, i === 56 ? { ...far, hold: "CoolingDown", holdUntil: ago(-100) } : i === 83 ? { alerts: ["FinalityStalled"] } : {}));

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
    await shows(page.locator(".card", { hasText: "validator-amsterdam" }).locator(".alerts"), "The database is damaged");
    await shows(page.locator(".card", { hasText: "validator-amsterdam" }).locator(".alerts"), "Restarts don't help");
    await shows(page.locator(".card", { hasText: "by-rpc" }), "Catches updone");
    await shows(page.locator(".card", { hasText: "forked" }).locator(".alerts"), "Finality stands still");
    await shows(page.locator(".card", { hasText: "by-rpc" }), "by its RPC");
    await shows(page.locator(".card", { hasText: "by-rpc" }), "3 of 3 helped (Far behind: 3 of 3)");
    await shows(page.locator(".card", { hasText: "validator-amsterdam" }), "2 of 5 helped (Far behind: 2 of 4; Idle and behind: 0 of 1), 1 not judged yet");
    await shows(page.locator(".card", { hasText: "by-metrics" }), "by its metrics");
    await shows(page.locator(".card", { hasText: "by-metrics" }).locator(".alerts"), "head is stale");
    await shows(page.locator(".card", { hasText: "overdue" }), "Not checked for too long");
    assert.deepEqual(await page.locator("#nodes > li h3").allTextContents(), ["forked", sick[0].name, "missing", "new", "overdue", "by-metrics", "by-rpc", "paused"]);
    await page.locator("#lag-chart .u-over").hover({ position: { x: 100, y: 50 } });
    await shows(page.locator("#lag-readout"), /^\d\d:\d\d: 2 behind$/);
    await page.getByRole("button", { name: /^2 decisions, .* restarts: 1$/ }).click();
    await page.locator("#explanation").getByRole("button", { name: /restart: Far behind, lag 900/ }).click();
    await shows(page.locator("#explanation"), "FarBehind asks for a restart.");
    await shows(page.locator("#explanation"), "with BLOCK_LAG_100=700: Tolerated");
    await shows(page.locator("#explanation"), "Paused: did not hold");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Close");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /, restart: Far behind, lag 300$/ }).click(); // The monitor refuses this one.
    await shows(page.locator("#explanation"), "It can't be shown: The history can't be read.");
    await page.keyboard.press("Escape");
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
    for (const [name, outcome] of [["held", "Not restarted: held: CatchingUp. The request is not kept."], ["well", /^Not restarted: held: Paused, for 5\d:\d\d\. The/], ["gone", "Not restarted, since it can't be judged: ContainerMissing."]]) {
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
