// Makes the page's types from the program's OpenAPI document.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const target = new URL("src/schema.d.ts", import.meta.url);
const text = astToString(await openapiTS(new URL("../src/AlephZeroMonitor/Http/openapi.json", import.meta.url)));
if (!existsSync(target) || readFileSync(target, "utf8") !== text) writeFileSync(target, text);
