import { settingKeys } from '@offhook/contract';
import { expect, test } from 'vitest';
import { shapeOf, titleOf } from './setting-shape.ts';

test('every setting has a way to be edited', () => {
  const kinds = new Map(settingKeys.map((key) => [key, shapeOf(key).kind]));
  expect(kinds.get('auto_record_calls')).toBe('switch');
  expect(kinds.get('dispositions')).toBe('words');
  expect(kinds.get('drop_after_machine')).toBe('choices');
  expect(kinds.get('recording_announcement')).toBe('text');
});

test('bounds and units come from the catalogue', () => {
  expect(shapeOf('call_retention_days')).toEqual({ kind: 'number', least: 0, most: 3650, unit: 'days' });
  expect(shapeOf('ring_timeout_seconds')).toMatchObject({ least: 5, unit: 'seconds' });
  expect(shapeOf('recording_announcement')).toEqual({ kind: 'text', mayBeEmpty: true, most: 500 });
  expect(shapeOf('call_opening_message')).toMatchObject({ mayBeEmpty: false });
});

test('the title leaves the unit to the field', () => {
  expect(titleOf('call_retention_days')).toBe('Call retention');
  expect(titleOf('dispositions')).toBe('Dispositions');
});
