import type { DialOutcome, FlowInput, FlowSession } from '@offhook/flow';
import type { Verb } from '@offhook/twiml';

type Params = Readonly<Record<string, string>>;

const outcomes: Readonly<Record<string, DialOutcome>> = {
  busy: 'busy',
  'no-answer': 'no-answer',
  canceled: 'no-answer',
  failed: 'failed',
};

/** What the carrier's form says to the node that waits. */
export function inputOf(params: Params): FlowInput {
  const { Digits, SpeechResult, DialCallStatus, DialBridged, RecordingSid, RecordingDuration } = params;
  if (DialCallStatus !== undefined) {
    // Somebody who picked up and did not take the call has not answered it.
    const answered = DialBridged === undefined ? isConversation(DialCallStatus) : DialBridged === 'true';
    return { kind: 'dialled', outcome: answered ? 'answered' : (outcomes[DialCallStatus] ?? 'no-answer') };
  }
  if (RecordingSid && /^RE[0-9a-f]{32}$/.test(RecordingSid)) {
    return { kind: 'recorded', sid: RecordingSid, seconds: Number(RecordingDuration) || 0 };
  }
  if (SpeechResult) return { kind: 'speech', text: SpeechResult.slice(0, 500) };
  if (Digits && /^[0-9*#]{1,32}$/.test(Digits)) return { kind: 'digits', digits: Digits };
  return { kind: 'silence' };
}

function isConversation(status: string): boolean {
  return status === 'completed' || status === 'answered';
}

/** Stands for what nobody may read. */
export const hidden = '•••';

/** What was heard, as it may be written down. */
export function heardWords(input: FlowInput, isSensitive: boolean): { kind: string; value?: string } {
  switch (input.kind) {
    case 'digits':
      return { kind: input.kind, value: isSensitive ? hidden : input.digits };
    case 'speech':
      return { kind: input.kind, value: isSensitive ? hidden : input.text };
    case 'dialled':
      return { kind: input.kind, value: input.outcome };
    case 'recorded':
      return { kind: input.kind, value: `${input.seconds} s` };
    default:
      return { kind: input.kind };
  }
}

/** The form without what nobody may read later. */
export function withoutSecrets(body: string): string {
  const form = new URLSearchParams(body);
  for (const name of ['Digits', 'FinishedOnKey', 'SpeechResult', 'UnstableSpeechResult', 'StableSpeechResult']) {
    if (form.has(name)) form.set(name, hidden);
  }
  return form.toString();
}

/** Verbs without the values that nobody may read later. Only what is said can hold them. */
export function redacted<Given extends readonly Verb[]>(
  verbs: Given,
  { variables, secrets }: Pick<FlowSession, 'variables' | 'secrets'>,
): Verb[] {
  const values = secrets.map((name) => variables[name] ?? '').filter((value) => value !== '');
  if (values.length === 0) return [...verbs];
  const cover = (text: string) => values.reduce((told, value) => told.replaceAll(value, hidden), text);
  // The shape of each verb stays as it is: only texts change.
  return verbs.map((verb) => coverTexts(verb, cover) as Verb);
}

function coverTexts(value: unknown, cover: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => coverTexts(each, cover));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'text' && typeof inner === 'string' ? cover(inner) : coverTexts(inner, cover),
    ]),
  );
}
