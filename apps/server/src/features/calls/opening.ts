import type { Verb } from '@offhook/twiml';
import { z } from 'zod';

/** What is said or played once somebody answers. Fixed when the call is placed. */
export const Opening = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), text: z.string() }),
  z.object({ kind: z.literal('audio'), url: z.string() }),
  /** S3's click-to-call: the sentence, then "please hold". */
  z.object({ kind: z.literal('hold'), text: z.string(), pauseSeconds: z.number().int().default(2) }),
  z.object({ kind: z.literal('none') }),
]);
export type Opening = z.infer<typeof Opening>;

export function openingVerbs(opening: Opening): Verb[] {
  switch (opening.kind) {
    case 'message':
      return [{ verb: 'say', text: opening.text, voice: 'alice' }];
    case 'audio':
      return [{ verb: 'play', url: opening.url }];
    case 'hold':
      return [
        { verb: 'say', text: opening.text, voice: 'alice' },
        { verb: 'pause', length: opening.pauseSeconds },
        { verb: 'say', text: 'Please hold.' },
      ];
    case 'none':
      return [{ verb: 'hangup' }];
  }
}

/** What an inbound caller hears until call flows are built. */
export const inboundVerbs: Verb[] = [
  {
    verb: 'say',
    text: 'Thank you for calling. Nobody can take your call on this number yet. Goodbye.',
    voice: 'alice',
  },
  { verb: 'hangup' },
];

/** What is said when we cannot do better: never silence. */
export const apologyVerbs: Verb[] = [
  {
    verb: 'say',
    text: 'We are sorry, something went wrong on our side. Please try again later. Goodbye.',
    voice: 'alice',
  },
  { verb: 'hangup' },
];
