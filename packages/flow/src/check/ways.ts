import type { FlowProblem } from '../problem.ts';
import { circlesAmong } from './circles.ts';
import { type Drawing, type Place, problemAt, reachedFrom, titleOf } from './drawing.ts';

/** Nodes that no call comes to, rounds in which no call ever waits, and rounds that a silent caller never leaves. */
export function wayProblems(drawing: Drawing, flowAt: (flowId: string) => Drawing | undefined): FlowProblem[] {
  return [...unreachable(drawing), ...rounds(drawing, flowAt), ...silentRounds(drawing)];
}

function unreachable({ places, start, byId }: Drawing): FlowProblem[] {
  if (!start) return [];
  // Also by edges that no call takes: those are told of as such.
  const next = ({ edges }: Place) => edges.flatMap(({ target }) => byId.get(target) ?? []);
  const reached = reachedFrom([start], next);
  return places
    .filter((place) => !reached.has(place) && place.node.type !== 'start')
    .map((place) => {
      const sentence = `Nothing leads to ${titleOf(place)}. Connect it, or remove it.`;
      return problemAt(place, 'error', { code: 'unreachable', sentence });
    });
}

function rounds(drawing: Drawing, flowAt: (flowId: string) => Drawing | undefined): FlowProblem[] {
  const ours = new Set(drawing.places);
  return circlesAmong(drawing.places, (place) => onWithoutWaiting(place, flowAt)).flatMap((circle) => {
    const first = circle.find((place) => ours.has(place));
    if (!first) return [];
    const names = circle.slice(0, 6).map(titleOf).join(', ');
    const sentence =
      circle.length === 1
        ? `${names} leads to itself, and the caller would never get out.`
        : `The call goes round without the caller: ${names}${circle.length > 6 ? ' and others' : ''}. Put a menu or another node that waits between them, or lead one of them elsewhere.`;
    return [problemAt(first, 'error', { code: 'loop-without-input', sentence })];
  });
}

/** By these a caller leaves a question to which they said nothing. */
const silentExits: ReadonlySet<string> = new Set(['no-input', 'silent']);

function silentRounds({ places }: Drawing): FlowProblem[] {
  const onWhenSilent = ({ kind, ways }: Place) =>
    ways.flatMap(({ to, exit }) => (!kind?.waits || silentExits.has(exit) ? [to] : []));
  return circlesAmong(places, onWhenSilent).flatMap((circle) => {
    const asking = circle.find(({ kind }) => kind?.waits);
    if (!asking) return [];
    const sentence = `A caller who does nothing never gets past ${titleOf(asking)}. Lead its silence to voicemail, to somebody, or to the end.`;
    return [problemAt(asking, 'warning', { code: 'silent-loop', sentence })];
  });
}

/** Of a node that cannot be read nobody knows whether it waits. */
function onWithoutWaiting({ kind, reading, ways }: Place, flowAt: (flowId: string) => Drawing | undefined): Place[] {
  if (!kind || reading.issues || kind.waits) return [];
  const others = flowsFrom({ kind, reading }).flatMap((flowId) => flowAt(flowId)?.start ?? []);
  return [...ways.map(({ to }) => to), ...others];
}

/** The flows that calls go on in from a node. */
export function flowsFrom({ kind, reading }: Pick<Place, 'kind' | 'reading'>): string[] {
  if (!kind?.refers || reading.issues) return [];
  return kind.refers(reading.data).flatMap((reference) => (reference.kind === 'flow' ? [reference.id] : []));
}
