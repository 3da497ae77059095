import { expect, test } from 'vitest';
import { shortcutFor } from './shortcuts.ts';

const press = { key: 'n', mod: false, inField: false, onControl: false, singleLetters: true };

test('a single letter starts its action, but not while somebody types in a field', () => {
  expect(shortcutFor(press, '')).toBe('new-call');
  expect(shortcutFor({ ...press, inField: true }, '')).toBeUndefined();
});

test('what lies under a dialog hears no keys; the palette still opens', () => {
  const covered = { ...press, isCovered: true };
  expect(shortcutFor({ ...covered, key: 's' }, '')).toBeUndefined();
  expect(shortcutFor({ ...covered, key: 'Delete' }, '')).toBeUndefined();
  expect(shortcutFor({ ...covered, key: 'k', mod: true }, '')).toBe('open-palette');
});

test('a pair of letters is one shortcut', () => {
  expect(shortcutFor({ ...press, key: 'h' }, 'g')).toBe('go-home');
  expect(shortcutFor({ ...press, key: 'h' }, '', (id) => id === 'go-home')).toBeUndefined();
});

test('the palette opens from inside a field too', () => {
  expect(shortcutFor({ ...press, key: 'K', mod: true, inField: true }, '')).toBe('open-palette');
});

test('single letters can be switched off; the space bar and the palette stay', () => {
  const off = { ...press, singleLetters: false };
  expect(shortcutFor(off, '')).toBeUndefined();
  expect(shortcutFor({ ...off, key: '?' }, '')).toBeUndefined();
  expect(shortcutFor({ ...off, key: 'k', mod: true }, '')).toBe('open-palette');
});

test('the space bar on a button presses the button, not play', () => {
  expect(shortcutFor({ ...press, key: ' ' }, '')).toBe('play-pause');
  expect(shortcutFor({ ...press, key: ' ', onControl: true }, '')).toBeUndefined();
});

test('of two shortcuts with one key the one that the page has counts', () => {
  const j = { ...press, key: 'j' };
  expect(shortcutFor(j, '', (id) => id === 'voicemail-next')).toBe('voicemail-next');
  expect(shortcutFor(j, '', (id) => id === 'back-15')).toBe('back-15');
});

test('what a field does itself stays with the field; what the page does works from inside it', () => {
  const inField = { ...press, mod: true, inField: true };
  expect(shortcutFor({ ...inField, key: 'z' }, '')).toBeUndefined();
  expect(shortcutFor({ ...inField, key: 'z', inField: false }, '')).toBe('flow-undo');
  expect(shortcutFor({ ...inField, key: 'Z', shift: true, inField: false }, '')).toBe('flow-redo');
  expect(shortcutFor({ ...inField, key: 's' }, '')).toBe('flow-save');
});
