import { type Face, grammar, type Verb } from '@offhook/twiml';

const known = 'what people say is known from their script, not recognised';
const flite = 'one synthesiser speaks for every provider';
const noCarrier = 'no carrier shows or checks it here';
const noTranscripts = 'there is no Conversational Intelligence here';

/**
 * Attributes that are read and have no effect here, by element, with the reason. The call says so whenever one is used, and
 * COVERAGE.md lists them.
 */
export const ignoredAttributes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Dial: {
    ...{
      callReason: noCarrier,
      passports: noCarrier,
      recordingConfigurationId: 'there are no recording configurations',
    },
    ...{ referUrl: 'nobody here refers a call', referMethod: 'nobody here refers a call' },
    events: 'progress is told by the status callbacks of the nouns',
  },
  Queue: { postWorkActivitySid: 'there is no TaskRouter' },
  Task: { priority: 'there is no TaskRouter', timeout: 'there is no TaskRouter' },
  Recording: { recordingConfigurationId: 'there are no recording configurations' },
  Record: { recordingConfigurationId: 'there are no recording configurations' },
  Conference: {
    jitterBufferSize: 'sound arrives here without jitter',
    recordingConfigurationId: 'there are no recording configurations',
  },
  Number: { byoc: 'there are no trunks of your own' },
  Client: { clientNotificationUrl: 'there are no push notifications' },
  Sip: { username: 'SIP endpoints here ask for none', password: 'SIP endpoints here ask for none' },
  Gather: { speechModel: known, enhanced: known, debug: 'there is nothing more to tell' },
  Pay: {
    ...{ currency: 'nobody is charged', description: 'nobody is charged', parameters: 'nobody is charged' },
    language: 'the usual prompts are in English',
  },
  Hangup: { parameters: 'nobody at the far end reads them' },
  Reject: { parameters: 'nobody at the far end reads them' },
  Stream: { audioFormat: 'streams are 8 kHz µ-law', sampleRate: 'streams are 8 kHz µ-law' },
  Transcription: { hints: known, profanityFilter: known, speechModel: known, intelligenceService: noTranscripts },
  ConversationRelay: {
    ...{ speechModel: known, profanityFilter: known, hints: known, transcriptionProvider: known },
    ...{ interruptSensitivity: known, turnDetection: known, eotThreshold: known, speechTimeout: known },
    ...{ speechtimeout: known, ignoreBackchannel: known, ignorebackchannel: known, backgroundnoisereduction: known },
    ...{
      deepgramSmartFormat: known,
      deepgramsmartformat: known,
      ttsProvider: flite,
      elevenlabsTextNormalization: flite,
    },
    ...{ intelligenceService: noTranscripts, conversationConfiguration: noTranscripts },
    applicationReconnect: 'a connection that is lost ends the session',
  },
};

/** What to say on a call about the attributes of a document that have no effect, each once. */
export function ignoredIn(verbs: readonly Verb[]): string[] {
  const found = new Set<string>();
  for (const verb of verbs) collect(verb, grammar.children, found);
  return [...found];
}

function collect(value: object, faces: readonly Face[], found: Set<string>): void {
  const face = faces.find(({ element }) => element.toLowerCase() === tagOf(value)?.toLowerCase());
  const ignored = ignoredAttributes[face?.element ?? ''] ?? {};
  for (const [key, inner] of Object.entries(value)) {
    const reason = ignored[key];
    if (reason) found.add(`${key} of <${face?.element}> has no effect in the emulator: ${reason}`);
    if (!Array.isArray(inner)) continue;
    for (const child of inner)
      if (typeof child === 'object' && child !== null) collect(child, face?.children ?? [], found);
  }
}

// Verbs, nouns and what stands inside a prompt carry their element's name under one of these keys.
function tagOf(value: object): string | undefined {
  const tags = new Map<string, unknown>(Object.entries(value));
  const tag = tags.get('verb') ?? tags.get('noun');
  return typeof tag === 'string' ? tag : undefined;
}
