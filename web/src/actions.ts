import { get, post, type NodeStatus, type RequestStatus } from "./api";
import { byId, h, setText } from "./dom";

const key = "api-token";
const pauseMinutes = 60;
const pollMilliseconds = 500;

/** A check takes no longer. */
const longestCheckMilliseconds = 90_000;

let token: string | null = null;
const groups: HTMLElement[] = [];

/** Shows the field for the token, when the monitor has actions. The token stays in this tab alone. */
export function enableActions(): void {
  const form = byId<HTMLFormElement>("token");
  form.hidden = false;
  use(sessionStorage.getItem(key));
  form.addEventListener("submit", event => {
    event.preventDefault();
    void enter(byId<HTMLInputElement>("token-text"));
  });
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
  setText(byId("token-note"), token === null ? "" : "Actions are enabled in this tab.");
}

/** The buttons of a node's card. */
export function actionsFor(node: () => NodeStatus): HTMLElement {
  const button = (text: string, question: (name: string) => string, act: (path: string) => Promise<string | void>): HTMLElement => h("button", {
    type: "button",
    "aria-label": `${text} ${node().name}`,
    click: () => confirm(text, question(node().name), () => act(encodeURIComponent(node().name))),
  }, text);
  const ask = (path: string) => async (name: string): Promise<void> => void await post(`api/v1/nodes/${name}/${path}`, token ?? "");
  const group = h("div", { class: "actions", role: "group", "aria-label": `Actions for ${node().name}` },
    button("Restart", name => `Restart ${name}? It stops producing until it is back. Holds still apply.`, name => restart(name)),
    button(`Pause ${pauseMinutes} min`, name => `Leave ${name} alone for ${pauseMinutes} minutes, whatever happens to it?`, ask(`pause?minutes=${pauseMinutes}`)),
    button("Dry run", name => `Decide about ${name}, but restart it no more until it is resumed?`, ask("dry-run")),
    button("Resume", name => `Watch over ${name} again?`, ask("resume")));
  group.hidden = token === null;
  groups.push(group);
  return group;
}

/** The button that has nobody told of an alert for an hour. */
export function silenceFor(name: string, alert: string, title: string): HTMLElement {
  return h("button", { type: "button", class: "silence", "aria-label": `Silence ${title} of ${name}`, click: () => confirm("Silence", `Tell nobody of "${title}" of ${name} for ${pauseMinutes} minutes?`,
    async () => void await post(`api/v1/nodes/${encodeURIComponent(name)}/alerts/${alert}/silence?minutes=${pauseMinutes}`, token ?? "")) }, "Silence");
}

/** Requests a restart, and says why it is not done; nothing when it has begun, which the node's card shows. */
async function restart(name: string): Promise<string | void> {
  const path = await post(`api/v1/nodes/${name}/restart`, token ?? "");
  try {
    for (const end = Date.now() + longestCheckMilliseconds; Date.now() < end; await new Promise(resolve => setTimeout(resolve, pollMilliseconds))) {
      const { request, summary } = await get<RequestStatus>(path);
      if (request.state === "Acting" || request.outcome?.hasSucceeded) return;
      if (request.state !== "Waiting") return `${summary[0]!.toUpperCase()}${summary.slice(1)}.`;
    }
  } catch (error) {
    return `It is requested, but what became of it is not known: ${(error as Error).message}`;
  }
  return "It is requested, but not decided yet.";
}

/** Asks before acting. What the action has to say stays in view until it is closed. */
function confirm(title: string, question: string, act: () => Promise<string | void>): void {
  const dialog = byId<HTMLDialogElement>("confirmation");
  const note = h("p", { role: "status" });
  const run = h("button", { type: "button", class: "primary", click: () => void attempt() }, title);
  const close = h("button", { type: "button", click: () => dialog.close() }, "Cancel");
  async function attempt(): Promise<void> {
    run.disabled = true;
    setText(note, "Asking …");
    try {
      const outcome = await act();
      if (!note.isConnected) return; // Another question is there by now.
      if (!outcome) return dialog.close();
      setText(note, outcome);
      setText(close, "Close");
      run.hidden = true;
      close.focus();
    } catch (error) {
      run.disabled = false;
      setText(note, `Refused: ${(error as Error).message}`);
    }
  }
  dialog.replaceChildren(h("h2", { id: "confirmation-title" }, title), h("p", {}, question), note,
    h("div", { class: "bar" }, close, run));
  dialog.showModal();
}
