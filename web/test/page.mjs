// Looks at the page of a running monitor with a real browser. Arguments: the monitor's address, a folder for screenshots, the API token,
// the names of a node that stays in step and of one that falls behind.
// It says on standard output what it has seen and what it waits for; the caller does that, and says so on standard input.
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const [address, folder, token, healthy, behind] = process.argv.slice(2);
const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const maxTransfer = 100_000;
const patience = 90_000;

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const ask = async (what) => { console.log(`please: ${what}`); await answers.next(); };
const seen = (what) => console.log(`seen: ${what}`);

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
context.setDefaultTimeout(patience);
const page = await context.newPage();
const problems = [];
let transferred = 0, isOutageExpected = false;
page.on("console", message => { if (message.type() === "error" && !isOutageExpected) problems.push(message.text()); });
page.on("pageerror", error => problems.push(String(error)));
page.on("request", request => { if (!request.url().startsWith(address) && !request.url().startsWith("data:")) problems.push(`asked elsewhere: ${request.url()}`); });
page.on("requestfinished", async request => { const sizes = await request.sizes(); transferred += sizes.responseBodySize + sizes.responseHeadersSize; });

// The strict policy of the page lets no script in; axe comes by the debugger, which it doesn't bind.
async function checkAccessibility(what) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  assert.deepEqual(violations.map(each => `${each.id}: ${each.nodes.map(node => node.target).join(" ")}`), [], `axe on ${what}`);
}

async function look(name) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [390, 1440]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 1000 });
      await page.waitForTimeout(300);
      await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png`, fullPage: true });
      await checkAccessibility(`${name} ${width} ${colorScheme}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} at ${width} is wider than the window`);
    }
  }
}

const card = (name) => page.locator(".card", { has: page.locator("h3", { hasText: name }) });
const shows = (locator, text) => locator.filter({ hasText: text }).first().waitFor();

await page.goto(address);
await shows(page.locator("#live"), "Live");
await shows(card(healthy), "In step");
await page.waitForLoadState("load");
await page.waitForTimeout(500);
assert.ok(transferred > 0 && transferred <= maxTransfer, `${transferred} bytes were transferred`);
seen(`page of ${transferred} bytes`);
await page.keyboard.press("Tab");
assert.equal(await page.evaluate(() => document.activeElement.className), "skip");

await shows(card(behind).locator(".pill"), "Far behind");
await shows(card(behind), "Restart held: Starting, 0:");
seen("card turned, with the hold's count-down");
await shows(page.locator(".timeline li.restart"), "Restart");
await shows(page.locator(".timeline li.restart"), "Restarted after");
await page.locator("#lag-node").selectOption(behind);
await shows(page.locator("#lag-note"), "1 restart.");
seen("restart mark");
await look("nodes");

await page.locator(".timeline li.restart button").first().click();
await shows(page.locator("#explanation"), "FarBehind asks for a restart: lag ");
await shows(page.locator("#explanation"), "Log line: ");
await look("explanation");
await page.keyboard.press("Escape");
await page.locator("#explanation").waitFor({ state: "hidden" });
seen("explanation");

const why = card(healthy).getByRole("button", { name: /^Why/ });
await why.focus();
await page.keyboard.press("Enter");
await shows(page.locator("#explanation"), healthy);
await page.keyboard.press("Escape");
await page.locator("#explanation").waitFor({ state: "hidden" });
assert.ok(await why.evaluate(element => element === document.activeElement), "focus comes back");
seen("keyboard");

await page.locator("#token-text").fill(token);
await page.getByRole("button", { name: "Enable actions" }).click();
await card(healthy).getByRole("button", { name: /^Pause/ }).click();
await shows(page.locator("#confirmation"), "for 60 minutes");
await look("confirmation");
await page.locator("#confirmation button.primary").click();
await page.locator("#confirmation").waitFor({ state: "hidden" });
await shows(card(healthy), "Paused for 59:");
seen("pause");

assert.deepEqual(problems, []);
isOutageExpected = true;
await ask("stop");
await shows(page.locator("#live"), "Connection lost");
await look("stale");
await ask("start");
await shows(page.locator("#live"), "Live");
seen("connection came back");
await browser.close();
process.exit(0); // Standard input is still open.
