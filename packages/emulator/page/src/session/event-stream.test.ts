import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEvents } from './event-stream.ts';

function read(chunks: Uint8Array[]) {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  return Array.fromAsync(readEvents(body));
}

const stream = 'event: call\ndata: {"to":"Zoë"}\n\n: nothing\n\ndata: a\ndata: b\n\nevent: cut o';
const events = [
  { event: 'call', data: '{"to":"Zoë"}' },
  { event: 'message', data: 'a\nb' },
];

test('the same events are read wherever the stream is cut, and an unfinished one is not', async () => {
  const bytes = new TextEncoder().encode(stream);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 6 }), async (cuts) => {
      const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
      expect(await read(edges.slice(1).map((edge, at) => bytes.subarray(edges[at], edge)))).toEqual(events);
    }),
  );
});

test('an answer without a body has no events', async () => {
  expect(await Array.fromAsync(readEvents(null))).toEqual([]);
});
