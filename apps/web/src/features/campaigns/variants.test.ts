import { expect, test } from 'vitest';
import { kindOf, shareOf, withContent, withOneMore } from './variants.ts';

const first = { key: 'a', name: 'Variant A', weight: 1, message: 'Good morning.' };

test('a variant has one kind of content; another one takes its place', () => {
  expect(kindOf(first)).toBe('message');
  const flow = withContent(first, 'flow', 'flow_1');
  expect(flow).toEqual({ key: 'a', name: 'Variant A', weight: 1, flow_id: 'flow_1' });
  expect(kindOf(flow)).toBe('flow');
});

test('a new variant takes the first letter that is free', () => {
  const three = [first, { key: 'c', name: 'C', weight: 1 }];
  expect(withOneMore(three).map(({ key }) => key)).toEqual(['a', 'c', 'b']);
});

test('shares are told as parts of all calls', () => {
  const variants = [first, { key: 'b', name: 'B', weight: 3 }];
  expect(variants.map((variant) => shareOf(variant, variants))).toEqual(['25 %', '75 %']);
});
