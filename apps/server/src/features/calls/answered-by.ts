import type { AnsweredByClass } from '@offhook/contract';
import type { Plan } from './plan.ts';

/** The four words for what answering machine detection says; the raw value is kept beside it. */
export function answeredByClass(raw: string | null): AnsweredByClass | null {
  if (raw === null) return null;
  if (raw.startsWith('machine')) return 'machine';
  return raw === 'human' || raw === 'fax' ? raw : 'unknown';
}

/** True of whatever is surely no person: what we say to people is not for it. */
export function isMachine(raw: string | null): boolean {
  const kind = answeredByClass(raw);
  return kind === 'machine' || kind === 'fax';
}

/**
 * What a verdict means for the call. `end`: there is nothing to leave, or somebody would be connected to a machine; ending
 * it keeps half a script off the machine's tape.
 */
export function courseAfter(verdict: string | null, plan: Pick<Plan, 'drop' | 'connect'>): 'go-on' | 'drop' | 'end' {
  if (verdict === null || !isMachine(verdict)) return 'go-on';
  if (plan.drop) return plan.drop.after.includes(verdict) ? 'drop' : 'end';
  return plan.connect && plan.connect.when !== 'press-1' ? 'end' : 'go-on';
}
