import type { DialNoun, Verb } from '@offhook/twiml';
import { here, legReports, screening } from './addresses.ts';
import { type Directory, ForwardTarget } from './directory-shapes.ts';
import { entryOf } from './entry-of.ts';
import { type Called, type Ringing, ringingOf } from './forwarding.ts';
import { greet, messageTaken } from './message.ts';
import { asks, type DialOutcome, type FlowSession, leaves, type StepGiven, type StepResult } from './node-kind.ts';

/** Whom a node rings, and how. */
export interface Dialling {
  targets: readonly (Called | { group_id: string })[];
  strategy: 'all' | 'in-turn';
  ring_seconds: number;
  screen: boolean;
  caller_id: 'caller' | 'called';
}

/** Twilio rings at most ten numbers at once (https://www.twilio.com/docs/voice/twiml/number, read 2026-11-21). */
const mostAtOnce = 10;
/** Rules that lead on and on end here: nobody waits through more. */
const mostDetours = 5;

/**
 * Rings, and listens to how it went. `memo.next` counts the rounds that rang; `memo.detour` and `memo.busy` are where the
 * rules of the one who rang lead when nobody answers, and `memo.tried` is where that has led before. Somebody's own box
 * is not used unless a rule says so: the drawing has a branch for no answer.
 */
export function dialStep(dialling: Dialling, given: StepGiven): StepResult {
  const { input, session } = given;
  const { memo } = session;
  if (memo.box !== undefined) return messageTaken(given);
  if (!input) return ringFrom(0, { dialling, given, outcome: 'failed', tried: [] });
  const outcome: DialOutcome = input.kind === 'dialled' ? input.outcome : 'failed';
  if (outcome === 'answered') return leaves(session, 'answered');
  const attempt = { dialling, given, outcome, tried: memo.tried ? memo.tried.split(' ') : [] };
  const detour = (outcome === 'busy' && memo.busy) || memo.detour;
  if (detour) return follow(ForwardTarget.parse(JSON.parse(detour)), attempt);
  return ringFrom(Number(memo.next ?? Number.POSITIVE_INFINITY), attempt);
}

interface Attempt {
  dialling: Dialling;
  given: StepGiven;
  /** How the last ringing went. */
  outcome: DialOutcome;
  /** `passed` of whoever rang before. */
  tried: readonly string[];
}

/** What rings at one time. `ringing` is there when it is one person or number, whose rules then count. */
interface Round {
  numbers: readonly string[];
  ringing?: Ringing | undefined;
}

function ringFrom(first: number, attempt: Attempt): StepResult {
  const { dialling, given, outcome } = attempt;
  const rounds = roundsOf(dialling, given);
  const last = rounds.length - 1;
  const index = rounds.findIndex(({ numbers }, round) => round >= first && numbers.length > 0);
  const round = rounds[index];
  if (round && index < last) return ring({ numbers: round.numbers }, attempt, { next: String(index + 1) });
  if (round) return ring(round, attempt, detours(round.ringing));
  const ringing = first <= last ? rounds[last]?.ringing : undefined;
  return ringing ? goOn(ringing, attempt) : leaves(given.session, outcome);
}

/** Members in turn, or all of them, as many as may ring at once. In a group nobody's own rules speak for the others. */
function roundsOf(dialling: Dialling, given: StepGiven): Round[] {
  const ringings = membersOf(dialling, given).map((member) => ringingOf(member, given));
  const [only] = ringings;
  if (dialling.strategy === 'in-turn' || (only && ringings.length === 1)) {
    return ringings.map((ringing) => ({ numbers: mayRingOf(ringing.numbers, given), ringing }));
  }
  const numbers = mayRingOf([...new Set(ringings.flatMap((ringing) => ringing.numbers))], given);
  return Array.from({ length: Math.ceil(numbers.length / mostAtOnce) }, (_, round) => ({
    numbers: numbers.slice(round * mostAtOnce, (round + 1) * mostAtOnce),
  }));
}

function membersOf({ targets }: Dialling, { directory }: StepGiven): Called[] {
  return targets.flatMap((target) =>
    'group_id' in target ? (entryOf(directory.groups, target.group_id)?.members ?? []) : [target],
  );
}

/** Without the phone of whoever calls, which is busy with this very call, and without what must not be dialled. */
function mayRingOf(numbers: readonly string[], { caller, directory, mayRing = () => true }: StepGiven): string[] {
  return numbers.filter(
    (number) => number !== caller && mayRing(number) && (numbers.length === 1 || !flowAt(number, directory)),
  );
}

/** The version that answers a number of ours. */
function flowAt(number: string, { numbers, flows }: Directory): string | undefined {
  const route = entryOf(numbers, number)?.route;
  return route?.kind === 'flow' ? (entryOf(flows, route.flow_id)?.live_version_id ?? undefined) : undefined;
}

function ring({ numbers, ringing }: Round, { dialling, given }: Attempt, memo: FlowSession['memo']): StepResult {
  const [number = ''] = numbers;
  // Through the carrier it would be a call to ourselves, which may call itself again.
  const toVersion = flowAt(number, given.directory);
  if (toVersion) return { session: given.session, verbs: [], exit: { toVersion } };
  const verb: Verb = {
    verb: 'dial',
    ...(dialling.caller_id === 'called' && { callerId: given.called }),
    timeout: ringing?.ringSeconds ?? dialling.ring_seconds,
    action: here,
    answerOnBridge: true,
    nouns: numbers.map((number) => noun(number, dialling)),
  };
  return asks({ ...given.session, memo }, [verb]);
}

function noun(number: string, { screen }: Dialling): DialNoun {
  return {
    noun: 'number',
    number,
    ...(screen && { url: screening }),
    statusCallback: legReports,
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
  };
}

/** Where the rules of the one who rings lead, as the memo keeps it. */
function detours(ringing: Ringing | undefined): FlowSession['memo'] {
  if (!ringing) return {};
  const detour = ringing.then;
  return {
    ...(detour && { detour: JSON.stringify(detour) }),
    ...(ringing.onBusy && { busy: JSON.stringify(ringing.onBusy) }),
    ...((detour ?? ringing.onBusy) && { tried: ringing.passed.join(' ') }),
  };
}

/** Follows a rule of the one who did not answer. */
function follow(target: ForwardTarget, attempt: Attempt): StepResult {
  const { dialling, given, tried, outcome } = attempt;
  const fresh = { ...attempt, given: { ...given, session: { ...given.session, memo: {} } } };
  if (target.kind === 'box') return greet(target.box_id, fresh.given);
  if (tried.length > mostDetours) return leaves(fresh.given.session, outcome);
  const called: Called = target.kind === 'number' ? { number: target.number } : { person_id: target.person_id };
  const ringing = ringingOf(called, { ...given, tried });
  const numbers = mayRingOf(ringing.numbers, given);
  if (numbers.length === 0) return goOn(ringing, fresh);
  // A number outside may be a machine that is meant to answer.
  const isOutside = 'number' in called && numbers.includes(called.number);
  const others = { ...fresh, dialling: { ...dialling, screen: dialling.screen && !isOutside } };
  return ring({ numbers, ringing }, others, detours(ringing));
}

/** Nobody rings at all: the rules lead on, or the node is left. */
function goOn(ringing: Ringing, attempt: Attempt): StepResult {
  const busy = ringing.numbers.length > 0 ? ringing.onBusy : null;
  const target = busy ?? ringing.then;
  if (target) return follow(target, { ...attempt, tried: ringing.passed });
  return leaves({ ...attempt.given.session, memo: {} }, attempt.outcome);
}
