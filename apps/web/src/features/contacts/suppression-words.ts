import type { Suppression } from '@offhook/contract';

/** What is known of one number of a contact. */
export interface NumberCheck {
  number: string;
  entries: readonly Suppression[];
}

export interface SuppressionState {
  /** Every number stands on the list of the workspace: the switch is on. */
  isOn: boolean;
  /** Numbers that still may be called, as far as lists go. */
  open: string[];
  sentence: string;
}

const stopsEveryCall = ({ list }: Suppression) => list.kind !== 'campaign';
export const isOfWorkspace = ({ list }: Suppression) => list.kind === 'workspace';

/** What the lists say of a contact as a whole. */
export function suppressionState(checks: readonly NumberCheck[]): SuppressionState {
  const open = checks.filter(({ entries }) => !entries.some(stopsEveryCall)).map(({ number }) => number);
  const isOn = checks.length > 0 && checks.every(({ entries }) => entries.some(isOfWorkspace));
  const closed = checks.length - open.length;
  const sentence =
    checks.length === 0
      ? 'There is no number to put on the list.'
      : open.length === 0
        ? 'No call to this contact is placed, by nobody and by no campaign.'
        : closed === 0
          ? 'May be called, as far as the do-not-call lists go.'
          : `${closed} of ${checks.length} numbers must not be called.`;
  return { isOn, open, sentence };
}

const sourceWords: Record<Suppression['source'], string> = {
  person: 'added',
  paste: 'added',
  import: 'imported',
  disposition: 'asked during a call',
  revocation: 'took a consent back',
  caller: 'asked by phone',
  api: 'added by the API',
};

/** `asked during a call, by Ada: “never again”`. */
export function entryInWords({ source, by, reason }: Suppression): string {
  return `${sourceWords[source]}, by ${by}${reason ? `: “${reason}”` : ''}`;
}
