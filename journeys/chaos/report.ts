import { promises } from './auditor.ts';
import type { Evidence } from './evidence.ts';
import { type Kill, phases } from './killer.ts';

interface Outcome {
  seed: number;
  attempts: number;
  seconds: number;
  killed: readonly Kill[];
  evidence: Evidence;
  breaches: readonly string[];
}

/** The lines that a run ends with: what was done, what came of it, what was checked. */
export function reportOf({ seed, attempts, seconds, killed, evidence, breaches }: Outcome): string[] {
  const { orders, calls, carrierCalls, events, recordings, acknowledgedWebhooks } = evidence;
  const readyMs = killed.flatMap(({ readyAfterMs }) => readyAfterMs ?? []);
  const acknowledged = orders.filter((order) => order.acknowledged !== undefined).length;
  const unknown = events.filter(({ kind }) => kind === 'unknown').length;
  const ready = recordings.filter(({ status }) => status === 'ready').length;
  return [
    `  kills       ${killed.length} in ${seconds} s: ${phaseCounts(killed)}`,
    `  then live   ${sum(killed.map(({ live }) => live ?? 0))} calls at the carrier, at most ${Math.max(...killed.map(({ live }) => live ?? 0))} at once`,
    `  ready again ${median(readyMs)} ms after the start (median), at most ${Math.max(...readyMs)} ms`,
    `  orders      ${orders.length}, acknowledged ${acknowledged}; the others: ${counted(orders.flatMap(({ refusal }) => refusal ?? [])) || 'none'}`,
    `  speed       ${((seconds / 60 / orders.length) * 1000).toFixed(1)} minutes for 1,000 attempts`,
    `  calls       ${calls.length} here, ${carrierCalls.length} at the carrier; ${unknown} were of unknown fate for a while`,
    `  ended       ${counted(calls.map(({ status }) => status))}`,
    `  webhooks    ${acknowledgedWebhooks.length} acknowledged`,
    `  recordings  ${recordings.length}, ready ${ready}`,
    '',
    ...breaches.slice(0, 50).map((breach) => `✗ ${breach}`),
    ...promises.map(({ promise, breaches: of }) => `${of(evidence).length === 0 ? '✓' : '✗'} ${promise}`),
    `${breaches.length === 0 ? 'Nothing' : breaches.length} broken; run it again with --attempts ${attempts} --kills ${killed.length} --seed ${seed}`,
  ];
}

function phaseCounts(killed: readonly Kill[]): string {
  return phases.map((phase) => `${killed.filter((kill) => kill.phase === phase).length} ${phase}`).join(', ');
}

function counted(words: readonly string[]): string {
  return [...new Set(words)]
    .sort()
    .map((word) => `${words.filter((other) => other === word).length} ${word}`)
    .join(', ');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}
