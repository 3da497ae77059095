import type { ContactImport } from '@offhook/contract';

type State = ContactImport['state'];

export const importSteps = ['file', 'match', 'check', 'result'] as const;
export type ImportStep = (typeof importSteps)[number];

/** The upload comes before them on a page of its own. */
export const stepTitles: Record<ImportStep, string> = {
  file: 'Header row',
  match: 'Match columns',
  check: 'Check rows',
  result: 'Result',
};

const underWay: readonly State[] = ['checking', 'running', 'undoing'];

export function isUnderWay(state: State): boolean {
  return underWay.includes(state);
}

/** The steps that can be opened. Once contacts were written the way back is undoing, and not another step. */
export function openSteps({ state, result }: Pick<ContactImport, 'state' | 'result'>): readonly ImportStep[] {
  if (state === 'checking') return ['check'];
  if (state === 'draft' || (state === 'failed' && !result)) return ['file', 'match'];
  return state === 'checked' ? ['file', 'match', 'check'] : ['result'];
}

/** The step that the address names if it can be opened, else where the import stands. */
export function readStep(text: string | undefined, of: Pick<ContactImport, 'state' | 'result'>): ImportStep {
  const open = openSteps(of);
  const named = open.find((step) => step === text);
  return named ?? (of.state === 'checked' ? 'check' : (open[0] ?? 'result'));
}
