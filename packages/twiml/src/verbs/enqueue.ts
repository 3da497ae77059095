import { type AttributesOf, method, readAttributes, writeAttributes } from '../attributes.ts';
import { present, readOne, type Syntax } from '../syntax.ts';
import { escapeText, trimXml, writeXml } from '../xml.ts';
import { type Task, task } from './task.ts';

const attributes = {
  action: 'text',
  method,
  waitUrl: 'text',
  waitUrlMethod: method,
  workflowSid: 'text',
  maxQueueSize: 'number',
} as const;

/** Puts the caller into the queue `name`, or into the workflow `workflowSid` with a `task`; `name` is then empty. */
export type Enqueue = { verb: 'enqueue'; name: string; task?: Task } & AttributesOf<typeof attributes>;

export const enqueue: Syntax<Enqueue> = {
  element: 'Enqueue',
  attributes,
  children: [task],
  holdsText: true,
  read: (element, warnings) => ({
    verb: 'enqueue',
    name: trimXml(element.text),
    ...readAttributes(element, attributes, warnings),
    ...present('task', readOne(element, task, warnings)),
  }),
  write: (verb) =>
    writeXml(
      'Enqueue',
      writeAttributes(attributes, verb),
      escapeText(verb.name) + (verb.task ? task.write(verb.task) : ''),
    ),
};
