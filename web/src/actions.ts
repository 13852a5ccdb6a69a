import { get, post, type ActionList, type NodeStatus, type RequestStatus } from "./api";
import { byId, h, setText } from "./dom";
import { ago, capital, duration, time } from "./format";
import { outcomeOf } from "./help";

const key = "api-token";
const pollMilliseconds = 500;
const shownActions = 20;

/** A restart takes no longer, with the node's stop. */
const longestRestartMilliseconds = 180_000;

/** How long a pause or a silence can be: minutes and words. */
const lengths: [number, string][] = [[30, "30 minutes"], [60, "1 hour"], [240, "4 hours"], [720, "12 hours"], [1440, "1 day"], [10_080, "7 days"]];

let token: string | null = null;
let allNodes: (() => NodeStatus[]) | null = null;
const groups: HTMLElement[] = [];

/** Shows the way to the field for the token, when the monitor has actions. The token stays in this tab alone. */
export function enableActions(all: () => NodeStatus[]): void {
  if (allNodes !== null) return;
  allNodes = all;
  document.querySelectorAll<HTMLElement>(".to-actions").forEach(button => {
    button.hidden = false;
    button.addEventListener("click", openAccess);
  });
  use(sessionStorage.getItem(key));
  byId<HTMLFormElement>("token").addEventListener("submit", event => {
    event.preventDefault();
    void enter(byId<HTMLInputElement>("token-text"));
  });
}

function openAccess(): void {
  byId<HTMLDialogElement>("access").showModal();
  if (token !== null) void showDone();
}

/** Takes a token that the monitor takes; of another it says so at once, and not only when something is to be done. */
async function enter(field: HTMLInputElement): Promise<void> {
  use(null);
  if (field.value === "") return;
  try {
    setText(byId("token-note"), "Asking …");
    await get("api/v1/actions", field.value);
    use(field.value);
    field.value = "";
    await showDone();
  } catch (error) {
    setText(byId("token-note"), `Not enabled: ${(error as Error).message}`);
  }
}

function use(text: string | null): void {
  token = text === "" ? null : text;
  if (token === null) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, token);
  groups.forEach(group => group.hidden = token === null);
  document.body.classList.toggle("with-actions", token !== null);
  byId("done").replaceChildren();
  setText(byId("token-note"), token === null ? "" : "Actions are enabled in this tab.");
}

const kinds: Record<ActionList["actions"][number]["action"]["kind"], string> = { Restart: "restart", Pause: "pause", DryRun: "dry run", Resume: "resume", Silence: "silence" };

/** Who did what. */
async function showDone(): Promise<void> {
  const { actions } = await get<ActionList>("api/v1/actions", token);
  byId("done").replaceChildren(h("h3", {}, "Who did what"), actions.length === 0 ? h("p", { class: "note" }, "Nobody did anything yet.") : h("ol", { class: "timeline choices" }, ...actions.slice(0, shownActions).map(({ node, action }) =>
    h("li", { "data-tone": "idle" }, `${time(action.at)}: `, h("strong", {}, node), ` ${kinds[action.kind]}${action.length === null ? "" : ` for ${duration(action.length)}`}${action.alert === null ? "" : ` of ${action.alert}`}, by ${action.by}`))));
}

/** The buttons of a node's card, and what sets which of them can work now; those that cannot say why. */
export function actionsFor(node: () => NodeStatus): [HTMLElement, () => void] {
  const name = node().name;
  const path = `api/v1/nodes/${encodeURIComponent(name)}`;
  const reasons = h("p", { class: "note" });
  const button = (text: string, open: () => void): HTMLButtonElement => h("button", { type: "button", "aria-label": `${text} ${name}`, click: open }, text);
  const restart = button("Restart", () => confirm("Restart", [`Restart ${name}? It stops producing until it is back. Holds still apply.`], () => askRestart(name, path)));
  const pause = button("Pause", () => confirmPause(name));
  const dry = button("Dry run", () => confirm("Dry run", [`Judge ${name}, but don't restart it until it is resumed?`], async () => done(`${path}/dry-run`, `${name} is in dry run.`)));
  const resume = button("Resume", () => confirm("Resume", [`Allow restarts of ${name} again?`], async () => done(`${path}/resume`, `${name}: restarts are allowed again.`)));
  const group = h("div", { class: "actions", role: "group", "aria-label": `Actions for ${name}` }, restart, pause, dry, resume, reasons);
  const update = (): void => {
    const why = reasonsAgainst(node());
    for (const [each, reason] of [[restart, why.restart], [dry, why.dry], [resume, why.resume]] as const) each.disabled = reason !== "";
    setText(reasons, [why.restart && `Restart: ${why.restart}.`, why.resume && `Resume: ${why.resume}.`].filter(Boolean).join(" "));
  };
  groups.push(group);
  group.hidden = token === null;
  return [group, update];
}

/** Why an action cannot work; empty when it can. */
export function reasonsAgainst({ decision, pausedUntil, policy }: NodeStatus): { restart: string; dry: string; resume: string } {
  return {
    restart: decision === null ? "it was not checked yet" : decision.runState === "Missing" ? "there is no such container" : decision.runState === "Unreachable" ? "Docker does not answer"
      : decision.runState !== "Running" ? "it does not run" : decision.standingByFor !== null ? "another monitor restarts it" : policy.dryRun ? "dry run" : "",
    dry: policy.dryRun ? "it is in dry run" : "",
    resume: pausedUntil === null && !policy.dryRun ? "it is neither paused nor in dry run" : "",
  };
}

async function done(path: string, text: string): Promise<string> {
  await post(path, token ?? "");
  return text;
}

/** A choice of how long. */
function lengthField(): HTMLSelectElement {
  const select = h("select", {}, ...lengths.map(([minutes, text]) => h("option", { value: String(minutes) }, text)));
  select.value = "60";
  return select;
}

/** Pauses a node, and others with it, for as long as is chosen. */
function confirmPause(name: string): void {
  const [length, why] = [lengthField(), h("input", { type: "text", maxlength: "100", placeholder: "upgrade to r-15" })];
  const boxes = allNodes!().map(({ name: each }) => ({ each, box: h("input", { type: "checkbox", ...(each === name ? { checked: "" } : {}) }) }));
  confirm("Pause", [`Leave ${name} alone, whatever happens to it?`,
    h("p", { class: "fields" }, h("label", {}, "For ", length), h("label", {}, "Reason ", why)),
    boxes.length > 1 && h("details", {}, h("summary", {}, "Other nodes too"), h("p", { class: "boxes" }, ...boxes.map(({ each, box }) => h("label", {}, box, ` ${each}`))))], async () => {
    const names = boxes.filter(({ box }) => box.checked).map(({ each }) => each);
    if (names.length === 0) throw new Error("no node is chosen");
    const query = new URLSearchParams([...names.map(each => ["nodes", each]), ["minutes", length.value], ...(why.value.trim() === "" ? [] : [["why", why.value.trim()]])]);
    return done(`api/v1/pause?${query}`, `${names.join(", ")} paused for ${length.selectedOptions[0]!.text}.`);
  });
}

/** The button that has nobody told of an alert for a time. */
export function silenceFor(name: string, alert: string, title: string): HTMLElement {
  return h("button", { type: "button", class: "silence", "aria-label": `Silence ${title} of ${name}`, click: () => {
    const length = lengthField();
    confirm("Silence", [`Tell nobody of "${title}" of ${name}? The alert stays on this page.`, h("p", { class: "fields" }, h("label", {}, "For ", length))],
      async () => done(`api/v1/nodes/${encodeURIComponent(name)}/alerts/${alert}/silence?minutes=${length.value}`, `"${title}" of ${name} is silenced for ${length.selectedOptions[0]!.text}.`));
  } }, "Silence");
}

/** Requests a restart and says what became of it. */
async function askRestart(name: string, path: string): Promise<string> {
  const request = await post(`${path}/restart`, token ?? "");
  try {
    for (const end = Date.now() + longestRestartMilliseconds; Date.now() < end; await new Promise(resolve => setTimeout(resolve, pollMilliseconds))) {
      const { request: { state, outcome }, summary } = await get<RequestStatus>(request);
      if (state === "Done" && outcome !== null) return `${name}: ${outcomeOf({ remedy: "Restart", outcome, effect: null, effectAfter: null })}.`;
      if (state === "NotDone" || state === "Done") return `${capital(summary)}.`;
    }
  } catch (error) {
    return `It is requested, but what became of it is not known: ${(error as Error).message}`;
  }
  return "It is requested, but it has not ended yet.";
}

/** Asks before acting. What the action has to say stays in view until it is closed. */
function confirm(title: string, content: (string | HTMLElement | false)[], act: () => Promise<string>): void {
  const dialog = byId<HTMLDialogElement>("confirmation");
  const note = h("p", { role: "status" });
  const run = h("button", { type: "submit", class: "primary" }, title);
  const close = h("button", { type: "button", click: () => dialog.close() }, "Cancel");
  const form = h("form", { submit: event => { event.preventDefault(); void attempt(); } },
    h("h2", { id: "confirmation-title" }, title), ...content.filter(each => each !== false).map(each => typeof each === "string" ? h("p", {}, each) : each), note, h("div", { class: "bar" }, close, run));
  async function attempt(): Promise<void> {
    run.disabled = true;
    const begin = new Date().toISOString();
    const clock = setInterval(() => setText(note, `Asked ${ago(begin)} …`), 1000);
    setText(note, "Asking …");
    try {
      const outcome = await act();
      if (!note.isConnected) return; // Another question is there by now.
      setText(note, outcome);
      setText(close, "Close");
      run.hidden = true;
      close.focus();
    } catch (error) {
      run.disabled = false;
      setText(note, `Refused: ${(error as Error).message}`);
    } finally {
      clearInterval(clock);
    }
  }
  dialog.replaceChildren(form);
  dialog.showModal();
}
