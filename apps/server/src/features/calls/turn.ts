import { type Prompt, parseTwiml, type Verb } from '@offhook/twiml';
import type { CallFacts } from './call.ts';
import type { Connect, Drop, Opening, Plan } from './plan.ts';

/** The documents of a call: each is a page that the carrier asks for in its course. */
export const pages = ['outbound', 'keypress', 'whisper', 'accept', 'bridged', 'drop', 'dropped'] as const;
export type Page = (typeof pages)[number];

/** What decides a page, besides the page itself. */
export interface Turn {
  call: Pick<CallFacts, 'legs'> & { from: string; wantsRecording: boolean; hangUpWantedAt: Date | null };
  plan: Plan;
  /** Of this very request. */
  heard: { answeredBy?: string | undefined; digits?: string | undefined; legSid?: string | undefined };
  links: { page: (page: Page | 'leg' | 'recording') => string; media: (mediaId: string) => string };
}

/** What the carrier is told to do next. A pure function of the call: the same question gives the same answer. */
export function turn(page: Page, given: Turn): Verb[] {
  if (given.call.hangUpWantedAt !== null && page !== 'whisper' && page !== 'accept') return [{ verb: 'hangup' }];
  return turns[page](given);
}

const turns: Record<Page, (given: Turn) => Verb[]> = {
  outbound: answered,
  keypress: ({ plan, call, heard, links }) =>
    plan.connect && heard.digits === '1' ? connecting(plan.connect, { call, links }) : goodbye,
  whisper: ({ plan, links }) => [
    {
      verb: 'gather',
      numDigits: 1,
      timeout: acceptSeconds,
      action: links.page('accept'),
      prompts: [{ verb: 'say', text: `Call with ${plan.connect?.name ?? 'a contact'}. Press 1 to accept.` }],
    },
    // An answering machine presses nothing: whoever waits must never be connected to it.
    { verb: 'hangup' },
  ],
  // A document that ends here connects the two.
  accept: ({ heard }) => (heard.digits === '1' ? [] : [{ verb: 'hangup' }]),
  bridged: ({ call }) => (call.legs.some((leg) => leg.acceptedAt !== null) ? [{ verb: 'hangup' }] : nobodyFree),
  drop: ({ plan, links }) =>
    plan.drop
      ? [playing(plan.drop, links.media), { verb: 'redirect', url: links.page('dropped') }]
      : [{ verb: 'hangup' }],
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

function answered(given: Turn): Verb[] {
  const { plan, call, heard, links } = given;
  if (plan.drop && heard.answeredBy !== undefined && plan.drop.after.includes(heard.answeredBy)) {
    return [{ verb: 'redirect', url: links.page('drop') }];
  }
  const opening = openingVerbs(plan.opening);
  const { connect } = plan;
  if (!connect) return [...announced(given), ...opening];
  if (connect.when === 'always') return [...announced(given), ...opening, ...connecting(connect, { call, links })];
  const prompts = opening.filter(isPrompt);
  return [
    ...announced(given),
    {
      verb: 'gather',
      numDigits: 1,
      timeout: pressSeconds,
      action: links.page('keypress'),
      prompts: [...prompts, { verb: 'say', text: 'Press 1 to speak with a representative.', voice }],
    },
    ...goodbye,
  ];
}

/** Where a recording is announced it begins only once everybody has heard so. */
function announced({ plan, call, links }: Turn): Verb[] {
  if (plan.announcement === null || !call.wantsRecording) return [];
  const recording = {
    noun: 'recording' as const,
    channels: 'dual' as const,
    recordingStatusCallback: links.page('recording'),
    recordingStatusCallbackEvent: ['in-progress', 'completed', 'absent'] as const,
  };
  return [
    { verb: 'say', text: plan.announcement, voice },
    {
      verb: 'start',
      nouns: [{ ...recording, recordingStatusCallbackEvent: [...recording.recordingStatusCallbackEvent] }],
    },
  ];
}

function openingVerbs(opening: Opening): Verb[] {
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
      return parseTwiml(opening.document).verbs;
    case 'none':
      return [{ verb: 'hangup' }];
  }
}

const isPrompt = (verb: Verb): verb is Prompt => verb.verb === 'say' || verb.verb === 'play' || verb.verb === 'pause';

function connecting(connect: Connect, { call, links }: Pick<Turn, 'call' | 'links'>): Verb[] {
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

function playing({ content }: Drop, media: (mediaId: string) => string): Verb {
  return content.kind === 'audio'
    ? { verb: 'play', url: media(content.mediaId) }
    : { verb: 'say', text: content.text, voice: content.voice };
}

/** What an inbound caller hears until call flows are built. */
export const inboundVerbs: Verb[] = [
  {
    verb: 'say',
    text: 'Thank you for calling. Nobody can take your call on this number yet. Goodbye.',
    voice,
  },
  { verb: 'hangup' },
];

/** What is said when we cannot do better: never silence. */
export const apologyVerbs: Verb[] = [
  {
    verb: 'say',
    text: 'We are sorry, something went wrong on our side. Please try again later. Goodbye.',
    voice,
  },
  { verb: 'hangup' },
];
