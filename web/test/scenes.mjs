// Each state of the page: how the API answers (null: with an error; undefined: never), and what has to be seen.
import { deepEqual } from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { acting, action, ago, alert, answers, dark, ends, entry, hundred, node, nothing, outcome, sick, startedAt, state } from "./answers.mjs";

const card = (page, text) => page.locator(".card", { hasText: text });
const names = page => page.locator(".card h3").allTextContents();
// A page that is still drawing may need a moment.
async function becomes(read, expected, what) {
  for (const end = Date.now() + 15_000; ; await new Promise(resolve => setTimeout(resolve, 100))) {
    const found = await read();
    if (isDeepStrictEqual(found, expected)) return;
    if (Date.now() > end) deepEqual(found, expected, what);
  }
}
const rowNames = page => page.locator(".row th button").allTextContents();
const title = page => page.evaluate(() => document.title);
const icon = page => page.evaluate(() => decodeURIComponent(document.querySelector("link[rel=icon]").href));
const seen = (page, locator) => locator.evaluate(element => { const { top, bottom } = element.getBoundingClientRect(); return top >= -1 && bottom <= innerHeight; });

export const states = {
  empty: state([], async ({ page, shows }) => {
    await shows(page.locator("#nodes-note"), "No node is watched.");
    await shows(page.locator("#timeline-note"), "Nothing has been decided yet.");
  }),
  calm: state(["validator-1", "validator-2", "validator-3"].map(name => node(name)), async ({ page, shows, assert }) => {
    await shows(page.locator("#overview"), "All 3 in step");
    await shows(page.locator("#trust"), "Endpoints: 1 of 2 trusted");
    await shows(card(page, "validator-2"), "for 2 h");
    await shows(card(page, "validator-2").locator(".share"), "100 %");
    await becomes(() => title(page), "Aleph Zero monitor");
    assert.match(await icon(page), /fill='#00957f'/);
    await becomes(() => page.locator("#banners").innerText(), "");
  }, all => ({ ...all, "api/v1/restarts": { restarts: [] }, "api/v1/decisions": { decisions: [1, 2, 3].map(i => entry(i, `validator-${i}`, 90_000 + i, "InStep")) } })),
  zone: { ...state([node("validator-lisbon")], async ({ page, shows }) => {
    await shows(page.locator("#about"), "Times of Europe/Lisbon; those with a Z are UTC.");
  }), timeZone: "Europe/Lisbon", width: 390 },
  loading: { answer: () => undefined, check: ({ page, shows }) => shows(page.locator("#nodes-note"), "Loading …") },
  errors: { answer: () => null, check: async ({ page, shows, assert }) => {
    await shows(page.locator("#lost"), "The monitor answers with errors since");
    await shows(page.locator("#overview"), "State unknown");
    for (const part of ["nodes", "timeline", "endpoints"]) await shows(page.locator(`#${part}-note`), "can't be shown: The history can't be read.");
    await becomes(() => page.getByText("Loading …").filter({ visible: true }).count(), 0);
  } },
  "no-history": state(sick.slice(1, 3), async ({ page, shows }) => {
    await shows(page.locator("#lag-note"), "can't be shown: The history can't be read.");
    await shows(page.locator(".card").first(), "On another fork");
  }, all => Object.fromEntries(Object.entries(all).filter(([path]) => !/lag|decisions|restarts|lives|states/.test(path)))),
  memory: state([node("a")], async ({ page, shows }) => {
    await shows(page.locator("#memory"), "The history is kept in memory");
    await shows(page.locator("#dry-run"), "nothing is restarted");
  }, all => ({ ...all, "api/v1/monitor": { ...all["api/v1/monitor"], isHistoryInFile: false, isDryRun: true } })),
  lost: state([node("a"), node("b"), node("c")], async ({ page, shows, assert, server }) => {
    await shows(page.locator("#overview"), "All 3 in step");
    server.close();
    server.closeAllConnections();
    await shows(page.locator("#lost"), "Connection lost at ");
    await shows(page.locator("#overview"), "State unknown");
    await shows(card(page, "b").locator(".pill"), /^Last seen: In step, \d\d:\d\d:\d\d$/);
    await becomes(() => page.locator(".chip:visible", { hasText: "In step" }).count(), 0, "nothing is green");
    await becomes(() => title(page), "(?) Aleph Zero monitor");
    assert.match(await icon(page), /fill='none' stroke='#7d8896'/);
  }),
  blind: state([node("blind", { ...nothing, reason: "HeadUnknown", blindFor: 900 }, { summary: "HeadUnknown (no answer within 10 s)", alerts: [alert("Blind", "Critical", "Cannot be judged", "for 15 min it could not be judged")] })], async ({ page, shows }) => {
    await shows(card(page, "blind").locator(".alerts"), "Cannot be judged");
    await shows(page.locator("#causes"), "nothing is judged. no answer within 10 s");
  }),
  "docker-gone": state(["a", "b", "c"].map(dark), async ({ page, shows, assert }) => {
    await shows(page.locator("#causes"), /^Docker does not answer since \d\d:\d\d:\d\d: nothing is judged. connection refused$/);
    await shows(page.locator("#overview"), "3 of 3 need attention");
    await becomes(() => page.locator("#causes p").count(), 1);
    await becomes(() => title(page), "(3) Aleph Zero monitor");
    assert.match(await icon(page), /#7d8896/);
  }),
  ends: state(ends, async ({ page, shows, assert }) => {
    await shows(card(page, "crashed").locator(".pill"), "Crashed, exit code 1");
    await shows(card(page, "crashed").locator("blockquote"), "Essential task `txpool-background` failed.");
    await shows(card(page, "crashed"), "Ended 14 min ago");
    await shows(card(page, "stopped-by-owner").locator(".pill"), "Stopped by its owner");
    await shows(card(page, "restarted"), /Restarted \d+ s ago because 101 behind; waiting for its first block/);
    await shows(page.locator("#overview"), "1 of 4 needs attention");
    await becomes(() => names(page), ["crashed", "restarted", "stopped-by-owner", "well"]);
  }, all => ({ ...all, "api/v1/restarts": { restarts: [action(9, "restarted", 4, { lag: 101, outcome: { ...outcome(1), newLifeStartedAt: startedAt }, effect: null, effectAfter: null })] } })),
  alerts: state(sick, async ({ page, shows, assert }) => {
    const worst = card(page, "validator-amsterdam");
    await shows(worst.locator(".alerts"), "Database damaged");
    await shows(worst.locator(".alerts"), "Restarts do not help");
    await shows(worst.locator(".remark"), /^Waiting 1:06:\d\d: 3 restarts in a row did not help$/);
    await shows(worst.locator(".share"), /^8\d\.\d %$/);
    await shows(worst, "12 min ago, did not help");
    await shows(card(page, "forked").locator(".alerts"), "Finality stalled");
    await shows(card(page, "by-metrics").locator(".alerts"), "head has stalled");
    await shows(card(page, "overdue").locator(".pill"), "Last seen: In step, ");
    await shows(card(page, "by-rpc").locator(".alerts"), "Its RPC: best 109,999,999; by its log 109,999,000.");
    await shows(card(page, "paused"), "Dry run: it is never restarted; Another monitor restarts it: monitor-2");
    for (const [name, text] of [["by-rpc", "by its RPC"], ["by-rpc", "3 of 3 helped (Far behind: 3 of 3)"], ["by-metrics", "by its metrics"],
      ["validator-amsterdam", "2 of 5 helped (Far behind: 2 of 4; Behind and not producing: 0 of 1), 1 not judged yet"]]) {
      await card(page, name).locator(".facts").evaluate(element => element.open = true);
      await shows(card(page, name).locator(".facts"), text);
    }
    await page.locator(".facts").evaluateAll(all => all.forEach(element => element.open = false));
    await becomes(() => names(page), ["forked", "missing", sick[0].name, "new", "overdue", "by-metrics", "by-rpc", "paused"]);
    await page.getByRole("button", { name: "2 Unknown" }).click();
    await becomes(() => names(page), ["new", "overdue"]);
    await page.getByRole("button", { name: "2 Unknown" }).click();
    await page.locator("#lag-spans").getByRole("button", { name: "1 h" }).click();
    await shows(page.locator("#lag-note"), "in the last hour");
    await page.locator("#lag-chart .u-over").hover({ position: { x: 100, y: 50 } });
    await shows(page.locator("#tip"), /^\d\d:\d\d: 2 behind$/);
    await page.locator("#strip-lives").hover({ position: { x: 20, y: 8 } });
    await shows(page.locator("#tip"), /^In step from .* life since /);
    await page.locator("#strip-marks .mark").first().hover();
    await shows(page.locator("#tip"), /Restart: far behind; 300 behind; restarted in 4.5 s; recovered 70 s later/);
    await page.locator("#lag-spans").getByRole("button", { name: "7 d" }).click();
    await shows(page.locator("#strip-marks .mark"), "R2");
    await page.locator("#strip-marks .mark").click();
    await page.locator("#explanation").getByRole("button", { name: /900 behind/ }).click();
    await shows(page.locator("#explanation"), "FarBehind asks for a restart.");
    await shows(page.locator("#explanation"), "BLOCK_LAG_100=700: Tolerated");
    await shows(page.locator("#explanation"), "This is no advice");
    await shows(page.locator("#explanation"), "Paused: did not hold");
    await shows(page.locator("#explanation"), "110,000,325");
    await becomes(() => page.evaluate(() => document.activeElement.textContent), "Close");
    assert.match(page.url(), /decision=8/);
    await page.locator("#record-title").click();
    await shows(page.locator("#explanation tr"), /^decision\.standingByFor–$/);
    await shows(page.locator("#explanation tr"), /^facts\.preparedInSession3$/);
    await page.keyboard.press("Escape");
    await page.locator("#timeline").getByRole("button", { name: /Restart: far behind/ }).last().click(); // The monitor refuses this one.
    await shows(page.locator("#explanation"), "It can't be shown: The history can't be read.");
    await page.keyboard.press("Escape");
  }),
  timeline: state(sick.slice(0, 2), async ({ page, shows, assert }) => {
    await shows(page.locator("#timeline .day"), "Today");
    await shows(page.locator("#timeline li"), "Far behind; not restarted: restarts in a row had not helped");
    await shows(page.locator("#timeline li"), "watched from here on");
    await page.getByLabel("Restarts only").focus();
    await page.keyboard.press("Space");
    await shows(page.locator("#timeline li.restart").last(), "restarted in 4.5 s; recovered 70 s later");
    await becomes(() => page.locator("#timeline li:not(.day)").count(), 2);
    await page.keyboard.press("Space");
    const asked = page.waitForRequest(request => request.url().includes("decisions?limit=50&node=forked"));
    await page.locator("#timeline-node").selectOption("forked");
    await asked;
  }),
  long: state([node("a")], async ({ page, shows, assert }) => {
    const more = page.waitForRequest(request => request.url().includes("limit=200"));
    await page.getByRole("button", { name: "Show more" }).click();
    await more;
    await becomes(async () => await page.locator("#timeline .day").count() >= 2, true, "days are apart");
    await shows(page.locator("#timeline .day"), "Yesterday");
  }, all => ({ ...all, "api/v1/decisions": request => ({ decisions: Array.from({ length: Number(new URL(request.url, "http://x").searchParams.get("limit")) }, (_, i) => entry(1000 - i, "a", i * 3000, i % 2 ? "InStep" : "FarBehind", { lag: 120 })) }) })),
  about: state([node("a")], async ({ page, shows, assert }) => {
    await page.getByText("Settings in force").click();
    await shows(page.locator("#settings-content tr"), "CHECK_INTERVAL60");
    await page.getByText("Who is told of alerts").click();
    await shows(page.locator("#overview"), /^In step$/);
    await shows(page.locator("#receivers-content tr"), "535 authentication failed");
    await page.getByText("Badges").click();
    const links = await page.locator("section a").evaluateAll(all => all.map(each => each.getAttribute("href")));
    assert.deepEqual(links, ["api/v1/decisions.csv", "api/v1/restarts.csv", "api/v1/decisions?limit=500", "api/v1/restarts?limit=500", "metrics", "openapi/v1.json", "api/v1/nodes/a/badge.svg"]);
  }),
  actions: { answer: acting(), check: async ({ page, shows, assert }) => {
    const open = () => page.getByRole("button", { name: "Actions", exact: true }).click();
    const enter = async token => {
      await page.locator("#token-text").fill(token);
      await page.getByRole("button", { name: "Enable actions" }).click();
    };
    await open();
    await enter("wrong");
    await shows(page.locator("#token-note"), "Not enabled: The token is not that of API_TOKEN.");
    await enter("right");
    await shows(page.locator("#token-note"), "Actions are enabled in this tab.");
    await shows(page.locator("#done"), "held pause for 60 min, by API from 10.0.0.7: upgrade to r-15");
    await page.keyboard.press("Escape");
    await becomes(() => page.getByRole("button", { name: "Restart gone", exact: true }).isDisabled(), true);
    await shows(card(page, "gone").locator(".actions"), "Restart: there is no such container. Resume: it is neither paused nor in dry run.");
    await shows(card(page, "well"), /Paused for \d+:\d\d by API from 10.0.0.7/);
    for (const [name, text] of [["held", "Not restarted: held: catching up; the request is not kept."], ["well", "well: restarted in 1.2 s."]]) {
      await page.getByRole("button", { name: `Restart ${name}`, exact: true }).click();
      await page.locator("#confirmation button.primary").click();
      await shows(page.locator("#confirmation [role=status]"), text);
      await becomes(() => page.evaluate(() => document.activeElement.textContent), "Close");
      await page.keyboard.press("Enter");
      await page.locator("#confirmation").waitFor({ state: "hidden" });
    }
    await page.getByRole("button", { name: "Pause held", exact: true }).click();
    await page.locator("#confirmation select").selectOption("240");
    await page.locator("#confirmation").getByLabel("Reason").fill("upgrade to r-15");
    await page.getByText("Other nodes too").click();
    await page.locator("#confirmation").getByLabel("stopped").check();
    const paused = page.waitForRequest(request => request.method() === "POST");
    await page.locator("#confirmation button.primary").click();
    assert.match((await paused).url(), /\/api\/v1\/pause\?nodes=held&nodes=stopped&minutes=240&why=upgrade\+to\+r-15$/);
    await shows(page.locator("#confirmation [role=status]"), "held, stopped paused for 4 hours.");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Silence Left stopped of stopped" }).click();
    await page.locator("#confirmation button.primary").click();
    await shows(page.locator("#confirmation [role=status]"), "\"Left stopped\" of stopped is silenced for 1 hour.");
  } },
  telephone: { ...state([...sick.slice(0, 2), node("well"), node("well-2")], async ({ page, shows, assert }) => {
    await becomes(() => rowNames(page), ["forked", sick[0].name, "well", "well-2"]);
    await shows(page.locator(".row").first(), "On another fork; Finality stalled");
    await becomes(() => seen(page, page.locator(".row").last()), true, "four nodes are seen without scrolling");
    await becomes(() => seen(page, page.locator(".thumb")), true, "what is done most is where the thumb is");
    await page.locator(".row").last().click();
    await shows(page.locator(".opened .card"), "Finality");
    await page.locator(".thumb").getByRole("button", { name: "History" }).click();
    await becomes(() => seen(page, page.locator("#lag-title")), true);
  }), width: 390 },
  zoom: { ...state(sick.slice(1, 3), async ({ page, shows, assert }) => {
    await shows(page.locator("#lag-note"), "in the last hour");
    await becomes(() => page.locator("#lag-node").inputValue(), "by-rpc");
    const end = async () => Date.parse(new URL((await page.waitForRequest(request => request.url().includes("/lag?"))).url()).searchParams.get("to"));
    const whole = end();
    await page.locator("#lag-spans").getByRole("button", { name: "1 h", exact: true }).click();
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
    for (const label of ["restart at 100", "restart when idle at 20"]) assert.ok((await page.evaluate(() => window.labels)).includes(label), label);
  }), link: "#node=by-rpc&span=1h" },
  young: state([node("young")], async ({ page, shows }) => {
    await shows(page.locator("#lag-note"), /young since \d\d:\d\d, when its data begin/);
  }, all => ({ ...all, "api/v1/states": () => ({ nodes: [{ name: "young", spans: [{ from: ago(3600), to: ago(0), reason: "InStep" }] }] }) })),
  "hundred-on-a-telephone": { ...state(hundred, async ({ page, shows, assert }) => {
    await page.getByRole("button", { name: "99 In step" }).waitFor();
    await page.locator(".chip", { hasText: "Far behind" }).click();
    await becomes(() => rowNames(page), ["validator-57"]);
  }), width: 390 },
  hundred: { ...state(hundred, async ({ page, shows, assert }) => {
    await shows(page.locator("#overview"), "2 of 100 need attention");
    assert.deepEqual((await rowNames(page)).slice(0, 4), ["validator-57", "validator-84", "validator-1", "validator-2"]);
    await becomes(() => seen(page, page.locator(".row").nth(29)), true, "thirty nodes fit one screen");
    await page.locator("#search-text").fill("or-99");
    await becomes(() => rowNames(page), ["validator-99"]);
    await page.locator("#search-text").fill("no such");
    await shows(page.locator("#nodes-note"), "No node has such a name.");
    await page.locator("#search-text").fill("");
    const sort = page.locator("thead").getByRole("button", { name: "In step" });
    await sort.focus();
    await page.keyboard.press("Enter");
    assert.deepEqual((await rowNames(page)).slice(0, 2), ["validator-1", "validator-57"]);
    await becomes(() => page.locator("th[aria-sort=ascending]").count(), 1);
    await page.getByRole("button", { name: "1 Alert" }).click();
    await becomes(() => rowNames(page), ["validator-84"]);
    await page.locator(".row th button").focus();
    await page.keyboard.press("Enter");
    await shows(page.locator(".opened .card"), "Finality stalled since");
    await page.getByRole("button", { name: "History of validator-84" }).click();
    await becomes(() => page.locator("#lag-node").inputValue(), "validator-84");
    await page.locator("#lag-title:focus").waitFor();
    assert.match(page.url(), /#.*only=alert/);
    assert.match(page.url(), /node=validator-84/);
    await page.reload();
    await shows(page.locator(".row"), "validator-84");
    await becomes(() => rowNames(page), ["validator-84"]);
    await becomes(() => page.locator("#lag-node").inputValue(), "validator-84");
    await page.getByRole("button", { name: "1 Alert" }).click();
    await page.getByRole("button", { name: "Cards" }).click();
    await shows(page.locator("#nodes .card"), "validator-100");
    await page.getByRole("button", { name: "Table" }).click();
    await page.locator("#strips").getByRole("button", { name: "7 d" }).click();
    assert.match(page.url(), /strip=7d/);
  }), height: 1000 },
};
