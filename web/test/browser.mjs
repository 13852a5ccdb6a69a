// What the scripts that look at the page share: a browser, and how they look.
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const open = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

/** Waits until an element that the locator finds has this text. */
export const shows = (locator, text) => locator.filter({ hasText: text }).first().waitFor();

// The strict policy of the page lets no script in; axe comes by the debugger, which it doesn't bind.
async function checkAccessibility(page, what) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(tags => window.axe.run(document, { runOnly: tags }), tags);
  assert.deepEqual(violations.map(each => `${each.id}: ${each.nodes.map(node => node.target).join(" ")}`), [], `axe on ${what}`);
}

/** Keeps screenshots on a telephone and on a desk, in light and in dark, and has accessibility and width checked in each. */
export async function look(page, folder, name) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [390, 768, 1440]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 1000 });
      await page.waitForTimeout(300);
      await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png`, fullPage: true });
      await checkAccessibility(page, `${name} ${width} ${colorScheme}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} at ${width} is wider than the window`);
    }
  }
}
