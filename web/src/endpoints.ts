import { get, type EndpointList } from "./api";
import { byId, h, note, setText } from "./dom";
import { number, unknown } from "./format";
import type { Tone } from "./state";

/** The table of the endpoints, and how many of them are trusted. */
export async function loadEndpoints(): Promise<void> {
  try {
    const { endpoints } = await get<EndpointList>("api/v1/endpoints");
    byId("endpoints").querySelector("tbody")!.replaceChildren(...endpoints.map(endpoint => h("tr", {},
      h("th", { scope: "row" }, endpoint.host),
      h("td", {}, h("span", { class: "pill", "data-tone": endpoint.state === "Trusted" ? "well" : endpoint.state === "Stale" ? "care" : "bad" }, endpoint.state), endpoint.why !== null && ` ${endpoint.why}`),
      h("td", { class: "number" }, number(endpoint.head)),
      h("td", { class: "number" }, endpoint.latency === null ? unknown : `${Math.round(endpoint.latency * 1000)} ms`),
      h("td", {}, endpoint.chain ?? unknown))));
    byId("endpoints-table").hidden = endpoints.length === 0;
    const [all, trusted] = [endpoints.length, endpoints.filter(endpoint => endpoint.state === "Trusted").length];
    setText(byId("trust"), all === 0 ? "" : `Endpoints: ${trusted} of ${all} trusted`);
    byId("trust").dataset["tone"] = (trusted === all ? "well" : trusted === 0 ? "bad" : "care") satisfies Tone;
    note("endpoints-note", all === 0 ? "RPC_URL names no endpoint." : "");
  } catch (error) {
    setText(byId("trust"), "");
    note("endpoints-note", `Endpoints can't be shown: ${(error as Error).message}`, true);
  }
}
