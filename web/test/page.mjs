// Looks at the page of a running monitor with a real browser. Arguments: the monitor's address, a folder for screenshots, the API token,
// the names of a node that stays in step, of one that falls behind until it is restarted, and of one that no restart helps.
// It says on standard output what it has seen and what it waits for; the caller does that, and says so on standard input.
import { strict as assert } from "node:assert";
import { createInterface } from "node:readline";
import { look, open, shows } from "./browser.mjs";

const [address, folder, token, healthy, behind, stuck] = process.argv.slice(2);
const maxTransfer = 100_000;
const patience = 120_000;

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const ask = async (what) => { console.log(`please: ${what}`); await answers.next(); };
const seen = (what) => console.log(`seen: ${what}`);

const browser = await open();
const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
context.setDefaultTimeout(patience);
const page = await context.newPage();
const problems = [];
let transferred = 0, isOutageExpected = false;
page.on("console", message => { if (message.type() === "error" && !isOutageExpected) problems.push(message.text()); });
page.on("pageerror", error => problems.push(String(error)));
page.on("request", request => { if (!request.url().startsWith(address) && !request.url().startsWith("data:")) problems.push(`asked elsewhere: ${request.url()}`); });
page.on("requestfinished", async request => { const sizes = await request.sizes(); transferred += sizes.responseBodySize + sizes.responseHeadersSize; });

const card = (name) => page.locator(".card", { has: page.locator("h3", { hasText: name }) });

// Notes each count-down that a card shows, to be looked at later: holds come and go while other things are looked at.
function noteHolds() {
  window.holds = {};
  setInterval(() => {
    for (const card of document.querySelectorAll(".card")) {
      const [, minutes, seconds, hold] = /^Waiting (\d+):(\d+)( after its start| after the last restart|: \d+ restarts)/.exec(card.querySelector(".remark").textContent) ?? [];
      if (hold) (window.holds[`${card.querySelector("h3").textContent} ${hold}`] ??= []).push({ at: performance.now() / 1000, left: minutes * 60 + Number(seconds) });
    }
  }, 250);
}

// The count-down went by as the time did, second by second.
async function checkHold(node, hold) {
  const noted = Object.entries(await page.evaluate(() => window.holds)).filter(([key]) => key.startsWith(node) && key.includes(hold)).flatMap(([, each]) => each);
  const runs = [];
  for (const each of noted) {
    if (runs.length > 0 && each.left <= runs[runs.length - 1].at(-1).left) runs[runs.length - 1].push(each);
    else runs.push([each]);
  }
  const run = runs.sort((a, b) => b.length - a.length)[0] ?? [];
  const [took, counted] = run.length === 0 ? [0, 0] : [run.at(-1).at - run[0].at, run[0].left - run.at(-1).left];
  assert.ok(took >= 2 && Math.abs(took - counted) <= 2, `${hold} of ${node}: ${counted} s counted down in ${took} s`);
}

async function checkRecovery(what) {
  await shows(page.locator("#live"), "Live");
  await page.locator("body:not(.stale)").waitFor();
  await shows(card(healthy), "In step");
  assert.ok(await page.evaluate(() => window.isSamePage === true), "no reload");
  seen(what);
}

await page.goto(address);
await shows(page.locator("#live"), "Live");
await shows(card(healthy), "In step");
await page.waitForLoadState("load");
await page.waitForTimeout(500);
assert.ok(transferred > 0 && transferred <= maxTransfer, `${transferred} bytes were transferred`);
seen(`page of ${transferred} bytes`);
await page.evaluate(noteHolds);
await page.keyboard.press("Tab");
assert.equal(await page.evaluate(() => document.activeElement.className), "skip");

await shows(card(behind).locator(".pill"), "Far behind");
await shows(card(behind), /Waiting 0:\d\d after its start/);
seen("card turned, with the hold's count-down");
await shows(page.locator(".timeline li.restart"), "Restart");
await shows(page.locator(".timeline li.restart"), "restarted in");
await page.locator("#lag-node").selectOption(behind);
await shows(page.locator("#lag-note"), "1 restart.");
seen("restart mark");
await look(page, folder, "nodes");

await page.locator(".timeline li.restart button").first().click();
await shows(page.locator("#explanation"), "FarBehind asks for a restart: lag ");
await shows(page.locator("#explanation"), "CoolingDown: did not hold (no restart of ours before)");
await shows(page.locator("#explanation"), "Log line: ");
await look(page, folder, "explanation");
await page.keyboard.press("Escape");
await page.locator("#explanation").waitFor({ state: "hidden" });
seen("explanation");

await page.locator("#lives-summary").click();
await shows(page.locator("#lives tbody tr").last(), "our restart");
await shows(page.locator("#lives tbody tr").first(), "runs");
assert.equal(await page.locator("#strip-lives .life").count(), 2);
const mark = page.locator("#strip-marks .mark[tabindex='0']");
await mark.focus();
await page.keyboard.press("End");
assert.equal(await page.locator("#strip-marks .mark").evaluateAll(marks => marks.indexOf(document.activeElement) === marks.length - 1), true);
await page.keyboard.press("Home");
await page.keyboard.press("Enter");
await shows(page.locator("#explanation"), /decisions|FarBehind|behind/);
await page.keyboard.press("Escape");
await page.locator("#explanation").waitFor({ state: "hidden" });
assert.ok(await page.evaluate(() => document.activeElement.classList.contains("mark")), "focus comes back to the mark");
seen("timeline of lives and decisions");

const note = page.locator("#lag-note");
const drag = async (from, to) => {
  await page.locator("#lag-chart").scrollIntoViewIfNeeded();
  const box = await page.locator("#lag-chart .u-over").boundingBox();
  await page.mouse.move(box.x + box.width * from, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
};
const askedFor = () => page.waitForRequest(request => request.url().includes("/lag?")).then(request => {
  const query = new URL(request.url()).searchParams;
  return (Date.parse(query.get("to")) - Date.parse(query.get("from"))) / 60_000;
});
const zoomed = askedFor();
await drag(0.5, 1);
assert.ok(Math.abs(await zoomed - 5) < 3, "what was dragged over is asked for, and no less than five minutes");
await shows(note, /from \d\d:\d\d to \d\d:\d\d: at most [1-9]/);
await page.waitForTimeout(16_000); // A refresh leaves the part as it is.
await shows(note, /from \d\d:\d\d to \d\d:\d\d/);
await look(page, folder, "zoomed");
const bars = await page.locator("#strip-lives .life").evaluateAll(bars => bars.map(bar => bar.getBoundingClientRect()).sort((a, b) => a.left - b.left).map(({ left, right }) => [left, right]));
const track = await page.locator("#lag-chart .u-over").boundingBox();
assert.ok(bars[0][1] <= bars[1][0] + 2.5 && bars[1][1] <= track.x + track.width + 2.5 && bars[0][0] >= track.x, `the bars of the lives (${bars.join(" and ")}) lie below the chart`);
await page.getByRole("button", { name: "Back to the last 24 hours" }).click();
await shows(note, ", when its data begin: at most ");
await drag(0.2, 0.6);
await shows(note, /from \d\d:\d\d to/);
await page.locator("#lag-chart .u-over").dblclick();
await shows(note, ", when its data begin: at most ");
await page.getByRole("button", { name: "Zoom in" }).focus();
const halved = askedFor();
await page.keyboard.press("Enter");
assert.ok(Math.abs(await halved - 5) < 3, "zoomed in by the keyboard");
await shows(note, /from \d\d:\d\d to/);
await page.keyboard.press("Escape");
await shows(note, ", when its data begin: at most ");
assert.equal(await page.evaluate(() => document.activeElement.textContent), "24 h");
seen("zoom and back");

const why = card(healthy).getByRole("button", { name: /^Why/ });
await why.focus();
await page.keyboard.press("Enter");
await shows(page.locator("#explanation"), healthy);
await page.keyboard.press("Escape");
await page.locator("#explanation").waitFor({ state: "hidden" });
assert.ok(await why.evaluate(element => element === document.activeElement), "focus comes back");
seen("keyboard");

await page.getByRole("button", { name: "Actions", exact: true }).click();
await page.locator("#token-text").fill(token);
await page.getByRole("button", { name: "Enable actions" }).click();
await shows(page.locator("#token-note"), "Actions are enabled in this tab.");
await page.keyboard.press("Escape");
await card(healthy).getByRole("button", { name: /^Pause/ }).click();
await shows(page.locator("#confirmation"), "whatever happens to it?");
await look(page, folder, "confirmation");
await page.locator("#confirmation button.primary").click();
await shows(page.locator("#confirmation [role=status]"), `${healthy} paused for 1 hour.`);
await page.keyboard.press("Enter");
await page.locator("#confirmation").waitFor({ state: "hidden" });
await shows(card(healthy), "Paused for 59:");
seen("pause");

await checkHold(behind, "after its start");
await shows(card(stuck), /Waiting [01]:\d\d: \d+ restarts in a row did not help/);
await page.waitForTimeout(3000);
await checkHold(stuck, "after the last restart");
await checkHold(stuck, "restarts");
seen("count-downs of holds");
await shows(card(healthy), / by its log \d+ s ago/);
await shows(card(stuck), "0 of 1 helped (Far behind: 0 of 1), 1 not judged yet");
await shows(card(behind), "1 of 1 helped (Far behind: 1 of 1)");
seen("what restarts did");

assert.deepEqual(problems, []);
isOutageExpected = true;
await page.evaluate(() => window.isSamePage = true);
await ask("kill");
await shows(page.locator("#lost"), "Connection lost at ");
await page.locator("body.stale").waitFor();
await look(page, folder, "stale");
await ask("start");
await checkRecovery("connection came back");
await ask("freeze"); // The connection stays, and nobody says that it is dead.
await shows(page.locator("#lost"), "Connection lost at ");
await ask("thaw");
await checkRecovery("monitor woke up");
await browser.close();
process.exit(0); // Standard input is still open.
