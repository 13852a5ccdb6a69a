import type { NodeStatus } from "./api";
import { byId, setText } from "./dom";
import { time } from "./format";

const reconnectMilliseconds = 5000;

/** Listens to the monitor and says whether it is heard. */
export class Live {
  private events: EventSource | null = null;
  private lostAt: string | null = null;

  constructor(
    private readonly onConnect: () => Promise<void>,
    private readonly onNodes: (nodes: NodeStatus[]) => void,
    private readonly onHeard: (isHeard: boolean) => void) {}

  /** The browser connects again by itself, unless the server refuses; then we do. */
  listen(): void {
    this.events?.close();
    const events = this.events = new EventSource("api/v1/events");
    events.addEventListener("open", () => void this.refresh(this.onConnect));
    events.addEventListener("nodes", event => this.onNodes(JSON.parse((event as MessageEvent<string>).data) as NodeStatus[]));
    events.addEventListener("error", () => {
      this.lose();
      if (events.readyState === EventSource.CLOSED) setTimeout(() => { if (this.events === events) this.listen(); }, reconnectMilliseconds);
    });
  }

  /** Asks for what events don't tell. That nothing comes may also mean that the connection is dead, and nobody said so: then it is made again. */
  async refresh(load: () => Promise<void>): Promise<void> {
    const events = this.events;
    try {
      await load();
      if (events === this.events && events?.readyState === EventSource.OPEN) this.show("Live", null);
    } catch (error) {
      if (events !== this.events) return;
      if ((error as Error).name === "Refusal") {
        this.lostAt ??= new Date().toISOString();
        this.show("Errors", `The monitor answers with errors since ${time(this.lostAt)}: what is shown may be old.`);
      } else {
        this.lose();
        this.listen();
      }
    }
  }

  private lose(): void {
    this.lostAt ??= new Date().toISOString();
    this.show("Not connected", `Connection lost at ${time(this.lostAt)}: what is shown is old. Connecting again …`);
  }

  private show(text: string, problem: string | null): void {
    if (problem === null) this.lostAt = null;
    const live = byId("live");
    live.dataset["tone"] = problem === null ? "well" : "bad";
    setText(live, text);
    setText(byId("lost"), problem ?? "");
    document.body.classList.toggle("stale", problem !== null);
    this.onHeard(problem === null);
  }
}
