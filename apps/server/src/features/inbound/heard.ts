import type { DialOutcome, FlowInput, FlowSession } from '@offhook/flow';

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

const hidden = '•••';

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

/** A document without the values that nobody may read later. */
export function redacted(document: string, { variables, secrets }: Pick<FlowSession, 'variables' | 'secrets'>): string {
  return secrets.reduce((text, name) => {
    const value = variables[name] ?? '';
    return value === '' ? text : text.replaceAll(value, hidden);
  }, document);
}
