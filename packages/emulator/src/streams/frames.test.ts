import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFrame } from './frames.ts';

const sid = `MZ${'0'.repeat(32)}`;

test('media, marks and clear are read', () => {
  const media = { event: 'media', streamSid: sid, media: { payload: '//8=' } };
  expect(readFrame(JSON.stringify(media), sid)).toEqual({ do: 'play', samples: Int16Array.of(0, 0) });
  const mark = { event: 'mark', streamSid: sid, mark: { name: 'here' }, more: 1 };
  expect(readFrame(JSON.stringify(mark), sid)).toEqual({ do: 'mark', name: 'here' });
  expect(readFrame(JSON.stringify({ event: 'clear', streamSid: sid }), sid)).toEqual({ do: 'clear' });
});

test('a frame for another stream, and one of an unknown kind, are invalid; what is no JSON is malformed', () => {
  expect(readFrame(JSON.stringify({ event: 'clear', streamSid: 'MZ1' }), sid)).toMatchObject({ code: 31951 });
  expect(readFrame(JSON.stringify({ event: 'dance', streamSid: sid }), sid)).toMatchObject({ code: 31951 });
  expect(readFrame('{', sid)).toMatchObject({ code: 31950 });
});

test('no text makes the reader of frames throw', () => {
  const event = fc.constantFrom('media', 'mark', 'clear', 'start', 'constructor');
  const frame = fc
    .record({ event, streamSid: fc.constantFrom(sid, 'MZ1'), media: fc.anything(), mark: fc.anything() })
    .map((value) => JSON.stringify(value) ?? '');
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), frame), (text) => {
      const command = readFrame(text, sid);
      expect(['play', 'mark', 'clear', 'warn']).toContain(command.do);
      if (command.do === 'warn') expect(command.message.length).toBeLessThan(2000);
    }),
  );
});
