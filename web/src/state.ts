import type { Decision, NodeStatus, SavedAction } from "./api";
import { secondsUntil } from "./clock";
import { capital, countdown, duration, number, time } from "./format";

/** How something is: well, to be looked after, bad, not known, or stopped because its owner wants that. */
export type Tone = "well" | "care" | "bad" | "blind" | "idle";

/** The classes of the header. */
export type Kind = "behind" | "down" | "blind" | "syncing" | "idle" | "well";

export interface Condition { text: string; tone: Tone; kind: Kind }

const order: Tone[] = ["bad", "blind", "care", "idle", "well"];

/** The worst of tones. */
export const worst = (...tones: Tone[]): Tone => order.find(tone => tones.includes(tone)) ?? "well";

export const byTone = (a: Tone, b: Tone): number => order.indexOf(a) - order.indexOf(b);

const words: Record<Decision["reason"], [string, Tone, Kind]> = {
  InStep: ["In step", "well", "well"],
  Syncing: ["Syncing", "care", "syncing"],
  Producing: ["Behind, but producing", "care", "syncing"],
  Tolerated: ["Behind, tolerated", "care", "syncing"],
  FarBehind: ["Far behind", "bad", "behind"],
  IdleBehind: ["Behind and not producing", "bad", "behind"],
  Stalled: ["Stalled", "bad", "behind"],
  FallingBehind: ["Falling behind", "bad", "behind"],
  Requested: ["Restart requested", "care", "syncing"],
  LeftStopped: ["Left stopped by a restart", "bad", "down"],
  Dependant: ["Restarted with its node", "idle", "idle"],
  Unreachable: ["Docker does not answer", "blind", "blind"],
  Missing: ["No such container", "bad", "down"],
  NotRunning: ["Not running", "care", "down"],
  LogUnreadable: ["Log can't be read", "blind", "blind"],
  BestUnknown: ["No block seen yet", "blind", "blind"],
  HeadUnknown: ["No endpoint answers", "blind", "blind"],
  HeadUntrusted: ["Endpoints not trusted", "blind", "blind"],
};

/** The words, tone and class of a reason; one that this page doesn't know is shown as it is. */
export function state(reason: Decision["reason"] | null): Condition {
  if (reason === null) return { text: "Not watched", tone: "blind", kind: "blind" };
  const [text, tone, kind] = words[reason] ?? [reason, "care", "syncing"];
  return { text, tone, kind };
}

/** What a decision's reason asks for, if it asks for anything. */
export const verb = ({ reason }: Decision): string => reason === "LeftStopped" ? "start" : "restart";

let freshSeconds = Infinity;
let isHeard = true;

/** Says how old a node's last check can be before it is overdue. */
export function setFreshness(seconds: number): void {
  freshSeconds = seconds;
}

/** Says whether the monitor is heard: if not, nothing is known of any node. */
export function setHeard(heard: boolean): void {
  isHeard = heard;
}

/** A check that hangs brings no news, so the page itself has to see that the last one is old. */
const isFresh = (node: NodeStatus): boolean => isHeard && node.isFresh && (node.decision === null || secondsUntil(node.decision.at) >= -freshSeconds);

/** How a node is: what was seen last is said as past when nobody looks any more. */
export function condition(node: NodeStatus): Condition {
  const { decision } = node;
  if (decision === null) return { text: "Not checked yet", tone: "blind", kind: "blind" };
  const seen = seenNow(node, decision);
  if (!isFresh(node)) return { text: `${seen.kind === "blind" ? seen.text : `Last seen: ${seen.text}`}, ${time(decision.at)}`, tone: "blind", kind: "blind" };
  return decision.acts ? { ...seen, text: `${seen.text}: ${verb(decision)}ing` } : seen;
}

function seenNow(node: NodeStatus, decision: Decision): Condition {
  if (decision.reason === "NotRunning") return stopped(decision);
  if (decision.reason === "BestUnknown" && isStarting(node)) return { text: "Starting", tone: "care", kind: "syncing" };
  return state(decision.reason);
}

function stopped({ runState, end }: Decision): Condition {
  const code = end?.exitCode == null ? "" : `, exit code ${end.exitCode}`;
  const down = (text: string, tone: Tone): Condition => ({ text, tone, kind: "down" });
  if (runState === "Restarting") return down("Between two lives", "care");
  if (end?.isCrash) return down(end.isOutOfMemory ? `Out of memory${code}` : `Crashed${code}`, "bad");
  if (end?.isOurs) return down("Stopped by our restart", "bad");
  if (runState === "Paused") return { text: "Paused in Docker", tone: "idle", kind: "idle" };
  if (end?.isAskedFor) return { text: "Stopped by its owner", tone: "idle", kind: "idle" };
  return down(`Not running${code}`, "care");
}

const startSeconds = 600;

const isStarting = ({ life, policy }: NodeStatus): boolean => life !== null && -secondsUntil(life.startedAt) < Math.max(startSeconds, policy.startGrace);

/** What there is to say of a node beside its state: how it ended, what it waits for, why it cannot be judged. */
export function remark(node: NodeStatus, last: SavedAction | undefined): string {
  const { decision } = node;
  if (decision === null) return "";
  if (decision.reason === "NotRunning" && decision.end) return `Ended ${duration(-secondsUntil(decision.end.at))} ago`;
  if (decision.reason === "BestUnknown" && isStarting(node)) return starting(node, last);
  if (decision.hold !== "None") return holdText(decision);
  const blind = state(decision.reason).kind === "blind";
  return blind ? /\((.*)\)$/s.exec(node.summary ?? "")?.[1] ?? "" : "";
}

function starting({ life }: NodeStatus, last: SavedAction | undefined): string {
  const since = duration(-secondsUntil(life!.startedAt));
  const isOurs = last?.outcome?.newLifeStartedAt != null && Math.abs(Date.parse(last.outcome.newLifeStartedAt) - Date.parse(life!.startedAt)) < 2000;
  return isOurs ? `Restarted ${since} ago${last.lag === null ? "" : ` because ${number(last.lag)} behind`}; waiting for its first block` : `Started ${since} ago; waiting for its first block`;
}

/** Why an action that a rule asks for is not carried out, with the time that is left. */
export function holdText(decision: Decision): string {
  const left = decision.holdFor === null ? null : decision.holdFor + secondsUntil(decision.at);
  const waits = left === null ? "Waiting" : left > 0 ? `Waiting ${countdown(left)}` : "Waiting, about to end";
  const texts: Record<Decision["hold"], string> = {
    None: "",
    StandingBy: `Left to another monitor${decision.standingByFor === null ? "" : `: ${decision.standingByFor}`}`,
    Paused: "Not restarted: paused",
    OwnerStopping: "Not restarted: somebody else may be stopping it",
    ParentDown: `Not restarted: its network belongs to ${decision.parentDown ?? "a container"}, which does not run`,
    Starting: `${waits} after its start`,
    CoolingDown: `${waits} after the last restart`,
    BackingOff: `${waits}: ${decision.restartsInARow} restarts in a row did not help`,
    CatchingUp: "Not restarted: it is catching up",
    ManySick: "Not restarted: all nodes look ill at once, so the endpoints or this host may be the cause",
    OneAtATime: `Waiting for ${decision.waitsFor ?? "another node"} to be ${verb(decision)}ed first`,
    DryRun: "Not restarted: dry run",
  };
  return texts[decision.hold] ?? decision.hold;
}

/** One line for what keeps several nodes from being judged, instead of one a node. */
export function commonCauses(nodes: NodeStatus[]): string[] {
  const shared: Decision["reason"][] = ["Unreachable", "HeadUnknown", "HeadUntrusted"];
  return shared.flatMap(reason => {
    const all = nodes.filter(node => node.decision?.reason === reason);
    if (all.length === 0 || (all.length === 1 && nodes.length > 1)) return [];
    const since = Math.min(...all.map(node => Date.parse(node.decision!.at) - (node.decision!.blindFor ?? 0) * 1000));
    const which = all.length === nodes.length ? "nothing is judged" : `${all.length} of ${nodes.length} nodes are not judged`;
    const said = remark(all[0]!, undefined);
    return [`${state(reason).text} since ${time(new Date(since).toISOString())}: ${which}.${said === "" ? "" : ` ${said}`}`];
  });
}

const pastHolds: Record<Decision["hold"], string> = {
  None: "", StandingBy: "left to another monitor", Paused: "it was paused", OwnerStopping: "somebody else might have been stopping it",
  ParentDown: "the container whose network it shares did not run", Starting: "it had just started",
  CoolingDown: "its last restart was too recent", BackingOff: "restarts in a row had not helped", CatchingUp: "it was catching up", ManySick: "all nodes looked ill at once",
  OneAtATime: "another node came first", DryRun: "dry run",
};

/** A decision of the past in words: "Far behind; not restarted: it was catching up". */
export function decisionText(decision: Decision): string {
  const { text } = decision.reason === "NotRunning" ? stopped(decision) : state(decision.reason);
  if (decision.acts) return `${capital(verb(decision))}: ${text.toLowerCase()}`;
  return decision.hold === "None" ? text : `${text}; not ${verb(decision)}ed: ${pastHolds[decision.hold] ?? decision.hold}`;
}
