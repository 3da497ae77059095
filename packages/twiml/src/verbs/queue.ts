import { type AttributesOf, method, readAttributes, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { escapeText, trimXml, writeXml } from '../xml.ts';

const attributes = { url: 'text', method, reservationSid: 'text', postWorkActivitySid: 'text' } as const;

type QueueAttributes = AttributesOf<typeof attributes>;

/** The first caller of the queue `name`; the document at `url` runs on that caller before the two are connected. */
export type QueueNoun = { noun: 'queue'; name: string } & QueueAttributes;

/** `<Queue>` outside `<Dial>`: the SDK writes it, for historical reasons. */
export type QueueVerb = { verb: 'queue'; name: string } & QueueAttributes;

const face = { element: 'Queue', attributes, children: [], holdsText: true } as const;

export const queueNoun: Syntax<QueueNoun> = {
  ...face,
  read: (element, warnings) => ({
    noun: 'queue',
    name: trimXml(element.text),
    ...readAttributes(element, attributes, warnings),
  }),
  write: writeQueue,
};

export const queueVerb: Syntax<QueueVerb> = {
  ...face,
  read: (element, warnings) => ({
    verb: 'queue',
    name: trimXml(element.text),
    ...readAttributes(element, attributes, warnings),
  }),
  write: writeQueue,
};

function writeQueue(queue: QueueNoun | QueueVerb): string {
  return writeXml('Queue', writeAttributes(attributes, queue), escapeText(queue.name));
}
