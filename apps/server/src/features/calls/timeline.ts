/** A sentence for an entry of a call's timeline. */
export function timelineSentence(kind: string, details: Readonly<Record<string, unknown>>): string {
  const duration = typeof details.duration_seconds === 'number' ? details.duration_seconds : undefined;
  const sentences: Record<string, string> = {
    intended: 'The call was asked for and written down.',
    placed: 'The carrier accepted the call.',
    unknown: 'The carrier did not answer: whether there is a call is unknown. It is not placed again.',
    refused: `The carrier refused the call: ${String(details.message ?? 'no reason given')}`,
    'not-placed': 'The carrier has no such call: it was not placed.',
    arrived: 'Somebody called.',
    queued: 'The carrier is dialing.',
    ringing: 'The other end rings.',
    'in-progress': 'Somebody answered.',
    answered: 'The carrier asked what to say.',
    completed: duration === undefined ? 'The call ended.' : `The call ended after ${duration} s.`,
    busy: 'The line is busy.',
    'no-answer': 'Nobody answered.',
    failed: 'The call failed.',
    canceled: 'The call was canceled before anybody answered.',
    'machine-verdict': `Answering machine detection says: ${String(details.answered_by ?? 'unknown')}.`,
    recording: `The recording is ${String(details.status ?? 'unknown')}.`,
    transcription: 'The carrier told of a transcription of the recording.',
    'recording-paused': 'The recording was paused.',
    'recording-resumed': 'The recording goes on.',
    'hang-up': 'Somebody here hung up.',
    stray: 'A second call for this attempt was found and is hung up.',
    changed: `${String(details.by ?? 'Somebody')} changed ${Object.keys(details.changes ?? {}).join(' and ')}.`,
    'document-failed': `The carrier could not use a document of ours (${String(details.code ?? '')}) and asked for another.`,
    'opening-ended': 'The opening is over.',
    'drop-ordered': 'The call is sent to the voicemail drop.',
    'nothing-left': `A machine answered (${String(details.answered_by ?? 'unknown')}) and there is nothing to leave on it: the call is ended.`,
    retried: 'The call is placed anew, as was asked for.',
    'retry-refused': `It is not placed anew: ${String(details.message ?? 'refused')}`,
    looked: 'The carrier was asked for the call and had none.',
    found: `The carrier was asked for the call and has it: ${String(details.status ?? '')}.`,
    missed: 'The carrier was asked for the call and did not know it: it is asked again.',
    keypress: `Key pressed: ${String(details.digits ?? '')}.`,
    'leg-queued': `The carrier is dialing ${String(details.to ?? 'the other phone')}.`,
    'leg-ringing': `${String(details.to || 'The other phone')} rings.`,
    'leg-in-progress': `${String(details.to || 'The other phone')} was picked up.`,
    'leg-keypress': details.digits === '1' ? 'The call was taken with 1.' : 'The call was not taken.',
    'leg-completed': `The connection to ${String(details.to || 'the other phone')} ended.`,
    'leg-busy': `${String(details.to || 'The other phone')} is busy.`,
    'leg-no-answer': `${String(details.to || 'The other phone')} was not picked up.`,
    'leg-failed': `${String(details.to || 'The other phone')} could not be reached.`,
    'leg-canceled': `The connection to ${String(details.to || 'the other phone')} was given up.`,
    'bridge-ended': `Being connected came to: ${String(details.status ?? 'unknown')}.`,
    'seat-taken': `${String(details.name ?? 'Somebody')} is ready and has the call.`,
    abandoned:
      details.because === 'hung-up'
        ? 'Whoever answered hung up before somebody picked up here: the call was abandoned.'
        : 'Nobody was ready: the call was abandoned.',
    'opted-out': 'Whoever answered pressed 9: the number is not called again.',
    'drop-started': 'The voicemail drop began to play.',
    'drop-finished': 'The voicemail drop was played to its end.',
    'flow-step': flowSentence(details),
  };
  return sentences[kind] ?? kind;
}

interface FlowDetails {
  heard?: { kind: string; value?: string } | null;
  problem?: string | null;
  path?: readonly { name: string }[];
}

/** Of a step of a call flow: what the caller did, and by which nodes the call came. */
function flowSentence({ heard, problem, path = [] }: FlowDetails): string {
  const way = path.map(({ name }) => name).join(' → ');
  const did = heard ? heardSentence(heard) : 'The call came in';
  const broken = problem ? ` The flow could not go on (${problem}): voicemail took over.` : '';
  return `${did}${way ? `: ${way}` : ''}.${broken}`;
}

function heardSentence({ kind, value = '' }: { kind: string; value?: string }): string {
  const words: Record<string, string> = {
    digits: `The caller pressed ${value}`,
    speech: `The caller said "${value}"`,
    silence: 'The caller did nothing',
    dialled: `Dialling came to: ${value}`,
    recorded: `The caller left ${value} of speech`,
    'hung-up': 'The caller hung up',
  };
  return words[kind] ?? kind;
}

const life = [
  ['intended', 'arrived'],
  ['looked', 'found'],
  ['placed', 'unknown', 'refused', 'not-placed'],
  ['queued'],
  ['ringing'],
  ['in-progress'],
  ['answered'],
  ['seat-taken'],
  ['flow-step'],
  ['document-failed'],
  ['machine-verdict'],
  ['drop-ordered', 'nothing-left'],
  ['opening-ended'],
  ['drop-started'],
  ['drop-finished'],
  ['keypress'],
  ['leg-queued'],
  ['leg-ringing'],
  ['leg-in-progress'],
  ['leg-keypress'],
  ['leg-completed', 'leg-busy', 'leg-no-answer', 'leg-failed', 'leg-canceled'],
  ['bridge-ended'],
  ['abandoned'],
  ['opted-out'],
  ['hang-up'],
  ['missed'],
  ['completed', 'busy', 'no-answer', 'failed', 'canceled'],
  ['recording'],
  ['transcription'],
  ['retried', 'retry-refused'],
  ['changed'],
];

/** Entries in the order to tell them. The carrier tells whole seconds: within one, the order of a call's life decides. */
export function inOrder<Entry extends { kind: string; at: Date }>(entries: readonly Entry[]): Entry[] {
  const secondOf = ({ at }: Entry) => Math.floor(at.getTime() / 1000);
  const placeOf = ({ kind }: Entry) => life.findIndex((kinds) => kinds.includes(kind));
  return entries.toSorted((a, b) => secondOf(a) - secondOf(b) || placeOf(a) - placeOf(b));
}
