// Builds the page and puts its files, compressed, where the program embeds them. With --check: says whether they are up to date.
import "./types.mjs";
import { build } from "esbuild";
import { readFileSync, writeFileSync, existsSync, mkdirSync } from "node:fs";
import { gzipSync, gunzipSync } from "node:zlib";

const target = new URL("../src/AlephZeroMonitor/Http/Page/", import.meta.url);
const here = (path) => new URL(path, import.meta.url).pathname;

const bundle = async (entry) => {
  const result = await build({
    entryPoints: [here(entry)], bundle: true, minify: true, write: false, target: "es2022", format: "iife", charset: "utf8", legalComments: "none",
  });
  return result.outputFiles[0].text;
};

const files = {
  "index.html": readFileSync(here("src/index.html"), "utf8"),
  "page.js": await bundle("src/main.ts"),
  "page.css": await bundle("src/page.css"),
};

mkdirSync(target, { recursive: true });
let total = 0, old = [];
for (const [name, text] of Object.entries(files)) {
  const path = new URL(`${name}.gz`, target);
  // The text is compared, not the compressed bytes: they differ from one zlib to another.
  if (!existsSync(path) || gunzipSync(readFileSync(path)).toString("utf8") !== text) {
    old.push(name);
    if (!process.argv.includes("--check")) writeFileSync(path, gzipSync(text, { level: 9 }));
  }
  total += gzipSync(text, { level: 9 }).length;
}

console.log(`${total} bytes compressed; ${old.length === 0 ? "up to date" : `not up to date: ${old.join(", ")}`}`);
process.exit(process.argv.includes("--check") && old.length > 0 ? 1 : 0);
