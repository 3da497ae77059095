import type { Verb } from '@offhook/twiml';

/** Records from here on, both ends apart. */
export function recordFromHere(reportUrl: string): Verb[] {
  return [
    {
      verb: 'start',
      nouns: [
        {
          noun: 'recording',
          channels: 'dual',
          recordingStatusCallback: reportUrl,
          recordingStatusCallbackEvent: ['in-progress', 'completed', 'absent'],
        },
      ],
    },
  ];
}
