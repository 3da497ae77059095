import { type Gather, type Prompt, parseTwiml, type Verb } from '@offhook/twiml';
import { recordFromHere } from '#features/inbound';
import { courseAfter, isMachine } from './answered-by.ts';
import type { CallFacts } from './call.ts';
import type { ConnectToPhone, Drop, Opening, Plan } from './plan.ts';
import { afterSeat, seatKey, seatWhisper, toSeat } from './seat-turn.ts';

/** The documents of a call: each is a page that the carrier asks for in its course. */
export const pages = [
  'outbound',
  'fallback',
  'afterwards',
  'keypress',
  'whisper',
  'accept',
  'bridged',
  'drop',
  'dropped',
] as const;
export type Page = (typeof pages)[number];

/** What decides a page, besides the page itself. */
export interface Turn {
  call: Pick<CallFacts, 'legs' | 'answeredBy' | 'answeredAt' | 'dropStartedAt' | 'dropFinishedAt'> & {
    from: string;
    wantsRecording: boolean;
    hangUpWantedAt: Date | null;
  };
  plan: Plan;
  /** Of this very request. */
  heard: {
    at: Date;
    answeredBy?: string | undefined;
    digits?: string | undefined;
    legSid?: string | undefined;
    /** What came of connecting. */
    bridge?: string | undefined;
    /** The document that the carrier could not use. */
    failed?: { code: string; url: string } | undefined;
  };
  links: {
    page: (page: Page | 'leg' | 'recording') => string;
    media: (mediaId: string) => string;
    /** Where a flow begins. */
    flow: (versionId: string) => string;
  };
}

/** What the carrier is told to do next. A pure function of the call: the same question gives the same answer. */
export function turn(page: Page, given: Turn): Verb[] {
  if (given.call.hangUpWantedAt !== null && page !== 'whisper' && page !== 'accept') return [{ verb: 'hangup' }];
  return turns[page](given);
}

const turns: Record<Page, (given: Turn) => Verb[]> = {
  outbound: answered,
  fallback: instead,
  afterwards,
  keypress: pressed,
  whisper,
  // A document that ends here connects the two.
  accept: ({ heard }) => (heard.digits === '1' ? [] : [{ verb: 'hangup' }]),
  bridged,
  drop: dropping,
  dropped: () => [{ verb: 'hangup' }],
};

const acceptSeconds = 10;
const pressSeconds = 8;
const voice = 'alice';
const goodbye: Verb[] = [{ verb: 'say', text: 'Goodbye.', voice }, { verb: 'hangup' }];
const nobodyFree: Verb[] = [
  { verb: 'say', text: 'We are sorry, nobody is free right now. We will call you again. Goodbye.', voice },
  { verb: 'hangup' },
];

function whisper({ plan, links }: Turn): Verb[] {
  const { connect } = plan;
  if (connect?.when === 'seat') return seatWhisper(connect);
  return [
    {
      verb: 'gather',
      numDigits: 1,
      timeout: acceptSeconds,
      action: links.page('accept'),
      prompts: [{ verb: 'say', text: `Call with ${connect?.callWith ?? 'a contact'}. Press 1 to accept.` }],
    },
    // An answering machine presses nothing: whoever waits must never be connected to it.
    { verb: 'hangup' },
  ];
}

function bridged(given: Turn): Verb[] {
  const { connect } = given.plan;
  if (connect?.when === 'seat') return afterSeat(connect, given);
  return given.call.legs.some((leg) => leg.acceptedAt !== null) ? [{ verb: 'hangup' }] : nobodyFree;
}

function answered(given: Turn): Verb[] {
  const { plan, call, heard, links } = given;
  const course = courseAfter(heard.answeredBy ?? call.answeredBy, plan);
  if (course === 'drop') return [{ verb: 'redirect', url: links.page('drop') }];
  if (course === 'end') return [{ verb: 'hangup' }];
  const { connect } = plan;
  // Whoever answered is connected at once, also where the verdict is still to come.
  if (connect?.when === 'seat') {
    const spoken = plan.opening.kind === 'none' ? [] : openingVerbs(plan.opening, links);
    return [...announced(given), ...spoken, ...toSeat(connect, given)];
  }
  const opening = openingVerbs(plan.opening, links);
  const goesOn: Verb[] = [{ verb: 'redirect', url: links.page('afterwards') }];
  if (connect?.when === 'press-1') {
    return [...announced(given), asking(opening, links), ...(plan.awaitsVerdict ? goesOn : goodbye)];
  }
  if (plan.awaitsVerdict) return [...announced(given), ...opening, ...goesOn];
  return [...announced(given), ...opening, ...(connect ? connecting(connect, given) : [])];
}

function asking(opening: Verb[], links: Turn['links']): Verb {
  const question = { verb: 'say' as const, text: 'Press 1 to speak with a representative.', voice };
  return {
    verb: 'gather',
    numDigits: 1,
    timeout: pressSeconds,
    action: links.page('keypress'),
    // A question of a script would take the 1 away from ours: what it says stays.
    prompts: [...opening.flatMap((verb) => (verb.verb === 'gather' ? verb.prompts : verb)).filter(isPrompt), question],
  };
}

/** Whoever presses a key is a person. To a question of a script any key is an answer, which the history keeps. */
function pressed(given: Turn): Verb[] {
  const { connect } = given.plan;
  if (connect?.when === 'seat') return seatKey(connect, given);
  const connects = connect !== null && (connect.when === 'always' || given.heard.digits === '1');
  return connects ? connecting(connect, given) : goodbye;
}

/** The carrier's detection says something after 30 s at the latest; a verdict that is lost is not waited for longer. */
const verdictMs = 36_000;
/** So long the line is held for a drop that is due and was not begun. */
const dropDueMs = 90_000;

/** People are told apart within seconds, so that they wait for a second at most; what lasts longer is a greeting. */
const soonMs = 10_000;

/**
 * The opening is over. Until the verdict is there the carrier asks again and again, so that an answering machine is neither
 * hung up on before its beep nor connected to anybody.
 */
function afterwards(given: Turn): Verb[] {
  const { plan, call, links } = given;
  const wait = (length: number): Verb[] => [
    { verb: 'pause', length },
    { verb: 'redirect', url: links.page('afterwards') },
  ];
  const sinceMs = sinceAnswer(given);
  if (call.answeredBy === null && sinceMs < verdictMs) return wait(sinceMs < soonMs ? 1 : 3);
  const course = courseAfter(call.answeredBy, plan);
  // The call is sent to the drop by whoever took the verdict: twice would begin it twice.
  if (course === 'drop') return sinceMs < dropDueMs ? wait(5) : [{ verb: 'hangup' }];
  if (course === 'go-on' && plan.connect?.when === 'seat') return toSeat(plan.connect, given);
  if (course === 'go-on' && plan.connect?.when === 'always') return connecting(plan.connect, given);
  return course === 'go-on' && plan.connect ? goodbye : [{ verb: 'hangup' }];
}

function sinceAnswer({ call, heard }: Turn): number {
  return heard.at.getTime() - (call.answeredAt ?? heard.at).getTime();
}

/**
 * A document of ours failed. One that could not be fetched is given again where that repeats nothing; one that could not
 * be read would fail again. Twilio numbers what goes wrong in fetching 11xxx and in reading 12xxx
 * (https://www.twilio.com/docs/api/errors, read 2026-11-21).
 */
function instead(given: Turn): Verb[] {
  const { code = '', url = '' } = given.heard.failed ?? {};
  const again = code.startsWith('11') ? givenAgain[failedPage.exec(url)?.[1] ?? ''] : undefined;
  if (again) return again(given);
  // No apology onto a machine's tape.
  return isMachine(given.call.answeredBy) ? [{ verb: 'hangup' }] : apologyVerbs;
}

const failedPage = /\/twiml\/([a-z]+)(?:[/?]|$)/;

const givenAgain: Partial<Record<string, (given: Turn) => Verb[]>> = {
  outbound: answered,
  afterwards,
  // The key is lost with the request: it is asked for again.
  keypress: (given) =>
    given.plan.connect?.when === 'press-1' ? [asking([], given.links), ...goodbye] : pressed(given),
  bridged: turns.bridged,
  drop: dropFailed,
  dropped: turns.dropped,
};

function dropFailed(given: Turn): Verb[] {
  const { call, links } = given;
  if (sinceAnswer(given) > dropDueMs) return [{ verb: 'hangup' }];
  // We heard the question: our answer was lost and nothing was played. Otherwise it is asked anew, for the proof.
  return call.dropStartedAt ? dropVerbs(given) : [{ verb: 'redirect', url: links.page('drop') }];
}

/** Where a recording is announced it begins only once everybody has heard so. */
function announced(given: Turn): Verb[] {
  const { announcement } = given.plan;
  const recording = lateRecording(given);
  return announcement === null || recording.length === 0
    ? []
    : [{ verb: 'say', text: announcement, voice }, ...recording];
}

/** Of a call that the carrier was not asked to record from its answer on. */
function lateRecording({ plan, call, links }: Turn): Verb[] {
  if (plan.announcement === null || !call.wantsRecording) return [];
  return recordFromHere(links.page('recording'));
}

function openingVerbs(opening: Opening, links: Turn['links']): Verb[] {
  switch (opening.kind) {
    case 'message':
      return [{ verb: 'say', text: opening.text, voice }];
    case 'audio':
      return [{ verb: 'play', url: opening.url }];
    case 'hold':
      return [
        { verb: 'say', text: opening.text, voice },
        { verb: 'pause', length: opening.pauseSeconds },
        { verb: 'say', text: 'Please hold.' },
      ];
    case 'twiml':
      return parseTwiml(opening.document).verbs.map((verb) => (verb.verb === 'gather' ? heardByUs(verb, links) : verb));
    case 'flow':
      return [{ verb: 'redirect', url: links.flow(opening.versionId) }];
    case 'none':
      return [{ verb: 'hangup' }];
  }
}

// Without an address of its own the answer would go to the document that asked, and the question would begin anew.
function heardByUs(gather: Gather, links: Turn['links']): Gather {
  const { action, method, input, actionOnEmptyResult, ...kept } = gather;
  return { ...kept, action: links.page('keypress') };
}

const isPrompt = (verb: Verb): verb is Prompt => verb.verb === 'say' || verb.verb === 'play' || verb.verb === 'pause';

function connecting(connect: ConnectToPhone, { call, links }: Turn): Verb[] {
  return [
    {
      verb: 'dial',
      callerId: call.from,
      timeout: connect.ringSeconds,
      action: links.page('bridged'),
      answerOnBridge: true,
      nouns: [
        {
          noun: 'number',
          number: connect.to,
          url: links.page('whisper'),
          statusCallback: links.page('leg'),
          statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
        },
      ],
    },
  ];
}

/** So long after the first question another one is a repetition of it, whose answer was not heard. */
const repeatedMs = 10_000;

/** Once a tape has the beginning of a drop, the drop is not begun anew. */
function dropping(given: Turn): Verb[] {
  const { call, heard } = given;
  const sinceMs = heard.at.getTime() - (call.dropStartedAt ?? heard.at).getTime();
  return sinceMs > repeatedMs ? [{ verb: 'hangup' }] : dropVerbs(given);
}

function dropVerbs(given: Turn): Verb[] {
  const { plan, call, links } = given;
  if (!plan.drop || call.dropFinishedAt !== null) return [{ verb: 'hangup' }];
  // A verdict that was waited for leaves nobody to announce anything to; otherwise the opening has begun it.
  const recording = plan.awaitsVerdict ? [] : lateRecording(given);
  return [...recording, playing(plan.drop, links.media), { verb: 'redirect', url: links.page('dropped') }];
}

function playing({ content }: Drop, media: (mediaId: string) => string): Verb {
  return content.kind === 'audio'
    ? { verb: 'play', url: media(content.mediaId) }
    : { verb: 'say', text: content.text, voice: content.voice };
}

/** What is said when we cannot do better: never silence. */
export const apologyVerbs: Verb[] = [
  {
    verb: 'say',
    text: 'We are sorry, something went wrong on our side. Please try again later. Goodbye.',
    voice,
  },
  { verb: 'hangup' },
];
