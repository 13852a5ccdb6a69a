// Looks at states of the page that are hard to bring about with real nodes: a server of this script's gives its files and answers of the API's form.
// Arguments: a folder for screenshots; the states to look at, by default all.
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { look, open, shows } from "./browser.mjs";
import { states } from "./scenes.mjs";

const [folder, ...names] = process.argv.slice(2);
const types = { "index.html": "text/html; charset=utf-8", "page.js": "text/javascript; charset=utf-8", "page.css": "text/css; charset=utf-8" };

function serve(state) {
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname.slice(1) || "index.html";
    if (path in types) {
      response.writeHead(200, { "content-type": types[path], "content-encoding": "gzip" });
      response.end(readFileSync(new URL(`../../src/AlephZeroMonitor/Http/Page/${path}.gz`, import.meta.url)));
    } else if (path === "api/v1/events") {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("retry: 2000\n\n");
    } else {
      const answer = state.answer(path, request);
      if (answer === undefined) return; // Never answered.
      response.writeHead(answer === null ? 500 : answer.refused ?? (answer.location ? 202 : 200), { "content-type": "application/json", ...(answer?.location ? { location: answer.location } : {}) });
      response.end(JSON.stringify(answer ?? { title: "The history can't be read." }));
    }
  });
  return new Promise(resolve => server.listen(0, "127.0.0.1", () => resolve(server)));
}

const browser = await open();
for (const [name, state] of Object.entries(states).filter(([name]) => names.length === 0 || names.includes(name))) {
  const server = await serve(state);
  const page = await browser.newPage({ viewport: { width: state.width ?? 1440, height: 1000 }, timezoneId: state.timeZone ?? "UTC" });
  const problems = [];
  page.on("pageerror", error => problems.push(String(error)));
  await page.goto(`http://127.0.0.1:${server.address().port}/${state.link ?? ""}`);
  await state.check({ page, shows, assert, server });
  await look(page, folder, `state-${name}`);
  assert.deepEqual(problems, [], name);
  await page.close();
  server.closeAllConnections();
  server.close();
  console.log(`seen: ${name}`);
}
await browser.close();
