import { get, type EndpointStatus } from "./api";
import { byId, h, setText } from "./dom";
import { number, unknown } from "./format";

/** The table of the endpoints. */
export async function loadEndpoints(): Promise<void> {
  const note = byId("endpoints-note");
  try {
    const { endpoints } = await get<{ endpoints: EndpointStatus[] }>("api/v1/endpoints");
    byId("endpoints").querySelector("tbody")!.replaceChildren(...endpoints.map(endpoint => h("tr", {},
      h("th", { scope: "row" }, endpoint.host),
      h("td", {}, h("span", { class: "pill", "data-tone": endpoint.state === "Trusted" ? "well" : endpoint.state === "Stale" ? "care" : "bad" }, endpoint.state), endpoint.why !== null && ` ${endpoint.why}`),
      h("td", { class: "number" }, number(endpoint.head)),
      h("td", { class: "number" }, endpoint.latencySeconds === null ? unknown : `${Math.round(endpoint.latencySeconds * 1000)} ms`),
      h("td", {}, endpoint.chain ?? unknown))));
    setText(note, "");
  } catch (error) {
    setText(note, `Endpoints can't be shown: ${(error as Error).message}`);
  }
}
