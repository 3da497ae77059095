import { expect, test } from 'vitest';
import { drawingOf } from './drawing-of.ts';
import { nearest } from './focus-field.ts';
import { freeKey, keyProblem, withKey } from './key-rules.ts';
import { countInWords, inOrder, problemAt } from './problem-words.ts';
import { promptSource, promptSummary } from './prompt-words.ts';
import { itemsOf, numbersOf } from './text-list.ts';

const emptyDirectory = {
  ...{ hours: {}, people: {}, groups: {}, boxes: {}, flows: {}, numbers: {} },
  prompts: { media_1: { name: 'Welcome' } },
  default_box_id: null,
};

test('a problem is shown at the field that has its name, or at the nearest one around it', () => {
  const fields = ['targets', 'targets.1', 'ring_seconds'];
  const find = (field: string) => nearest(fields, (name) => name, field);
  expect(find('targets.1.number')).toBe('targets.1');
  expect(find('targets.0')).toBe('targets');
  expect(find('ring_seconds')).toBe('ring_seconds');
  expect(find('ring')).toBeUndefined();
});

test('errors are counted and listed before warnings', () => {
  const problem = (severity: 'error' | 'warning', field: string) => ({
    ...{ nodeId: 'a', field, severity, code: 'x', sentence: `${severity} of ${field}` },
  });
  const problems = [problem('warning', 'message'), problem('error', 'message'), problem('error', 'voice')];
  expect(countInWords(problems)).toBe('2 errors, 1 warning');
  expect(countInWords([])).toBe('No problems');
  expect(inOrder(problems).map(({ severity }) => severity)).toEqual(['error', 'error', 'warning']);
  expect(problemAt(problems, 'message')).toEqual({ error: 'error of message', warning: undefined });
});

test('a key is offered until all are taken, and refused when it is none', () => {
  expect(freeKey(['1', '2'])).toBe('3');
  expect(freeKey(['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'])).toBeUndefined();
  expect(keyProblem('12345', [])).toBe('Up to four of the keys 0 to 9, * and #.');
  expect(keyProblem('2', ['2'])).toBe('Key 2 is used already.');
  expect(withKey([['1', 'Sales']], '1', '3')).toEqual({ '3': 'Sales' });
});

test('a list is read from commas and lines; numbers lose what people write between digits', () => {
  expect(itemsOf('sales, buy,\n sales ,')).toEqual(['sales', 'buy']);
  expect(numbersOf('+1 (415) 555-0100, +39 06*')).toEqual(['+14155550100', '+3906*']);
});

test('audio goes before text, and audio that is gone is said to be gone', () => {
  expect(promptSource({ message: 'Hi', media_id: 'media_1' })).toBe('audio');
  expect(promptSummary({ message: 'Hi', media_id: 'media_1' }, emptyDirectory)).toBe('Plays Welcome');
  expect(promptSummary({ media_id: 'media_2' }, emptyDirectory)).toBe('Plays audio that is gone');
  expect(promptSummary({ message: '  Hi\nthere ' }, emptyDirectory)).toBe('“Hi there”');
  expect(promptSummary({}, emptyDirectory)).toBeUndefined();
});

test('the picture of a flow holds every box, and a line for each edge whose ends are there', () => {
  const { boxes, lines, viewBox } = drawingOf({
    nodes: [
      { id: 'a', type: 'start', data: {}, position: { x: 0, y: 0 } },
      { id: 'b', type: 'hangup', data: {}, position: { x: 400, y: 100 } },
    ],
    edges: [
      { id: 'e', source: 'a', target: 'b' },
      { id: 'f', source: 'a', target: 'nowhere' },
    ],
  });
  expect(boxes.map(({ type }) => type)).toEqual(['start', 'hangup']);
  expect(lines).toHaveLength(1);
  expect(viewBox).toBe('-16 -16 200 133');
});
