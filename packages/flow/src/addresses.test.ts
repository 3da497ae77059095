import type { Verb } from '@offhook/twiml';
import { expect, test } from 'vitest';
import { withAddresses } from './index.ts';

const addresses = {
  here: () => 'https://example.com/here',
  screening: () => 'https://example.com/screening',
  leg: () => 'https://example.com/leg',
  message: (boxId: string) => `https://example.com/message/${boxId}`,
  recording: () => 'https://example.com/recording',
  media: (mediaId: string) => `https://example.com/media/${mediaId}`,
};

test('what stands for an address becomes one, also inside nouns and prompts; words never do', () => {
  const verbs: Verb[] = [
    { verb: 'say', text: 'flow:here' },
    { verb: 'gather', action: 'flow:here', prompts: [{ verb: 'play', url: 'flow:media:media_1' }] },
    {
      verb: 'dial',
      action: 'flow:here',
      nouns: [{ noun: 'number', number: '+12025550123', url: 'flow:screening', statusCallback: 'flow:leg' }],
    },
    { verb: 'record', recordingStatusCallback: 'flow:message:box_1' },
    { verb: 'record', recordingStatusCallback: 'flow:recording' },
    { verb: 'play', url: 'https://example.org/a.mp3' },
  ];
  const text = JSON.stringify(withAddresses(verbs, addresses));
  expect(text.match(/flow:/g)).toHaveLength(1);
  expect(text).toContain('"text":"flow:here"');
  for (const part of ['here', 'screening', 'leg', 'message/box_1', 'recording', 'media/media_1']) {
    expect(text).toContain(`"https://example.com/${part}"`);
  }
  expect(text).toContain('https://example.org/a.mp3');
});
