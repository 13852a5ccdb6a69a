// Tests of the page's pure functions: node --test test/units.mjs
import { strict as assert } from "node:assert";
import { test } from "node:test";
import { build } from "esbuild";

// They are TypeScript, and some of their neighbours reach for the document when they are loaded.
globalThis.location = { hash: "" };
globalThis.addEventListener = () => {};
globalThis.matchMedia = () => ({ matches: false, addEventListener: () => {} });

async function load(...names) {
  const contents = names.map(name => `export * from "./src/${name}";`).join("\n");
  const { outputFiles: [file] } = await build({ stdin: { contents, resolveDir: new URL("..", import.meta.url).pathname }, bundle: true, write: false, format: "esm", platform: "node" });
  return import(`data:text/javascript;base64,${Buffer.from(file.text).toString("base64")}`);
}

const page = await load("format", "state", "spans", "strip", "table", "timeline", "help", "actions", "chart");

const now = Date.now();
const ago = seconds => new Date(now - seconds * 1000).toISOString();
const decision = changes => ({ at: ago(1), reason: "InStep", hold: "None", holdFor: null, runState: "Running", end: null, acts: false, blindFor: null, lag: 1, standingByFor: null, waitsFor: null, restartsInARow: 0, catchUpIn: null, disagreements: [], repeats: [], ...changes });
const node = (decided, changes = {}) => ({ name: "a", isFresh: true, decision: decision(decided), life: { instanceId: "c", startedAt: ago(9000) }, policy: { startGrace: 60, dryRun: false }, alerts: [], pausedUntil: null, summary: null, help: [], ...changes });
const end = changes => ({ at: ago(840), exitCode: 1, isOutOfMemory: false, isOurs: false, isAskedFor: null, lastWords: null, isCrash: false, ...changes });

test("a node that is not checked any more is unknown, with what was seen last", () => {
  const { text, tone, kind } = page.condition(node({}, { isFresh: false }));
  assert.match(text, /^Last seen: In step, \d\d:\d\d:\d\d$/);
  assert.deepEqual([tone, kind], ["blind", "blind"]);
});

test("a stopped node is bad when it crashed, and calm when its owner stopped it", () => {
  const of = (ended, runState = "Stopped") => { const { text, tone } = page.condition(node({ reason: "NotRunning", runState, end: ended })); return `${text}: ${tone}`; };
  assert.equal(of(end({ isCrash: true })), "Crashed, exit code 1: bad");
  assert.equal(of(end({ isCrash: true, isOutOfMemory: true, exitCode: 137 })), "Out of memory, exit code 137: bad");
  assert.equal(of(end({ isAskedFor: true, exitCode: 143 })), "Stopped by its owner: idle");
  assert.equal(of(end({ isOurs: true })), "Stopped by our restart: bad");
  assert.equal(of(null), "Not running: care");
  assert.equal(of(null, "Restarting"), "Between two lives: care");
});

test("after a restart it is said why, and what it waits for", () => {
  const startedAt = ago(3);
  const starting = node({ reason: "BestUnknown", lag: null }, { life: { instanceId: "c", startedAt } });
  assert.equal(page.condition(starting).text, "Starting");
  assert.equal(page.remark(starting, { lag: 101, outcome: { newLifeStartedAt: startedAt } }), "Restarted 3 s ago because 101 behind; waiting for its first block");
  assert.equal(page.remark(starting, undefined), "Started 3 s ago; waiting for its first block");
  assert.equal(page.condition(node({ reason: "BestUnknown" })).tone, "blind");
});

test("a hold is said in words, with the time that is left", () => {
  assert.equal(page.holdText(decision({ hold: "CoolingDown", holdFor: 224, at: ago(0) })), "Waiting 3:44 after the last restart");
  assert.equal(page.holdText(decision({ hold: "BackingOff", holdFor: 5, at: ago(9), restartsInARow: 3 })), "Waiting, about to end: 3 restarts in a row did not help");
  assert.equal(page.decisionText(decision({ reason: "FarBehind", hold: "CatchingUp" })), "Far behind; not restarted: it was catching up");
  assert.equal(page.decisionText(decision({ reason: "FarBehind", acts: true })), "Restart: far behind");
});

test("one cause is said once", () => {
  const dark = { reason: "Unreachable", blindFor: 60 };
  const [text, ...others] = page.commonCauses([node(dark, { summary: "Unreachable (connection refused)" }), node(dark)]);
  assert.match(text, /^Docker does not answer since \d\d:\d\d:\d\d: nothing is judged\. connection refused$/);
  assert.deepEqual(others, []);
  assert.deepEqual(page.commonCauses([node(dark), node({})]), []);
});

test("the share in step is of the time that was watched", () => {
  const parts = page.segments([{ from: ago(100), to: ago(60), reason: "InStep" }, { from: ago(60), to: ago(30), reason: null }, { from: ago(30), to: ago(20), reason: "FarBehind" }, { from: ago(20), to: ago(0), reason: "InStep" }], now / 1000 - 80, now / 1000);
  assert.equal(parts.length, 4);
  assert.ok(Math.abs(page.shareInStep(parts) - 0.8) < 1e-6);
  assert.equal(page.shareInStep(parts.slice(1, 2)), null);
  assert.equal(page.percent(0.99999), "99.9 %");
  assert.equal(page.percent(1), "100 %");
});

test("since when is known only of the present state", () => {
  const spans = [{ from: ago(9), to: ago(0), reason: "InStep" }];
  assert.equal(page.since(spans, "InStep"), spans[0].from);
  assert.equal(page.since(spans, "FarBehind"), null);
  assert.equal(page.since([], "InStep"), null);
});

test("restarts that would lie on one another are one mark", () => {
  const marks = page.gather([{ restart: "c", x: 100 }, { restart: "b", x: 90 }, { restart: "a", x: 10 }]);
  assert.deepEqual(marks, [{ restarts: ["a"], x: 10 }, { restarts: ["c", "b"], x: 100 }]);
});

test("a table is sorted by a column, and what is not known comes last", () => {
  const rows = [["a", 5], ["b", null], ["c", 90]].map(([name, lag]) => ({ node: node({ lag }, { name }), past: { spans: undefined, restarts: [], from: 0, to: 1 } }));
  const names = (title, isDown) => page.sortRows(rows, title, isDown).map(row => row.node.name).join("");
  assert.equal(names("Behind", true), "cab");
  assert.equal(names("Behind", false), "acb");
  assert.equal(names("Node", true), "abc");
  assert.equal(names("Node", false), "cba");
});

test("first looks are one entry, where all decisions are listed", () => {
  const entry = (id, name, at, reason) => ({ id, node: name, decision: decision({ at: ago(at), reason }) });
  const list = [entry(4, "a", 1, "FarBehind"), entry(3, "c", 7, "InStep"), entry(2, "b", 8, "InStep"), entry(1, "a", 9, "InStep")];
  assert.deepEqual(page.ofDecisions(list, [], true).map(each => `${each.node} ${each.text}`), ["a Far behind", "c, b, a watched from here on"]);
  assert.equal(page.ofDecisions(list, [], false).length, 4);
});

test("an outcome is said with what it did", () => {
  const outcome = { result: "Restarted", took: 1.23, cause: "None", said: null, found: null, hasSucceeded: true };
  assert.equal(page.outcomeOf({ remedy: "Restart", outcome, effect: "Recovered", effectAfter: 130 }), "restarted in 1.2 s; recovered 70 s later");
  assert.equal(page.outcomeOf({ remedy: "Start", outcome: { ...outcome, hasSucceeded: false, result: "Failed", cause: "NoAnswer" }, effect: null, effectAfter: null }), "start failed after 1.2 s: Docker gave no answer in time");
  assert.equal(page.outcomeOf({ remedy: "Restart", outcome: null, effect: null, effectAfter: null }), "restart under way");
});

test("actions that cannot work say why", () => {
  assert.deepEqual(page.reasonsAgainst(node({})), { restart: "", dry: "", resume: "it is neither paused nor in dry run" });
  assert.equal(page.reasonsAgainst(node({ runState: "Missing" })).restart, "there is no such container");
  assert.equal(page.reasonsAgainst(node({}, { pausedUntil: ago(-60) })).resume, "");
});

test("a chart has a hole where nothing was measured", () => {
  const [times, lags] = page.withGaps({ step: 60, at: [60, 120, 180, 600], nodes: [{ lag: [1, 2, 3, 4] }] }, [60, 660]);
  assert.deepEqual(lags, [null, 1, 2, 3, null, 4, null]);
  assert.equal(times.length, lags.length);
});
