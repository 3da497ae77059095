import { expect, test } from 'vitest';
import { rememberedViewport, rememberViewport } from './viewport-memory.ts';

function storage(before: Record<string, string> = {}) {
  const kept = new Map(Object.entries(before));
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => kept.set(key, text),
  };
}

test('each flow opens where it was left', () => {
  const kept = storage();
  rememberViewport('one', { x: -10.5, y: 20, zoom: 0.75 }, kept);
  expect(rememberedViewport('one', kept)).toEqual({ x: -10.5, y: 20, zoom: 0.75 });
  expect(rememberedViewport('another', kept)).toBeUndefined();
});

test.each(['', '1 2', '1 2 0', '1 2 x', '1 2 3 4', 'NaN 1 1'])('what cannot be a view is forgotten: "%s"', (text) => {
  expect(rememberedViewport('one', storage({ 'offhook.flow-view.one': text }))).toBeUndefined();
});

test('a storage that is full does no harm', () => {
  const full = {
    setItem: () => {
      throw new Error('QuotaExceededError');
    },
  };
  expect(() => rememberViewport('one', { x: 0, y: 0, zoom: 1 }, full)).not.toThrow();
});
