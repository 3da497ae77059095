import { expect, test } from 'vitest';
import { changesOf, type NumberDraft } from './number-draft.ts';

const saved: NumberDraft = {
  label: 'Reception',
  description: 'Front desk',
  route: { kind: 'person', person_id: 'person_1' },
  forwarding: [],
  recording_policy: 'default',
  box_id: 'box_1',
  is_active: true,
};

test('only what was changed is sent, and what was emptied as nothing', () => {
  expect(changesOf(saved, saved)).toEqual({});
  const draft = { ...saved, description: ' ', box_id: '', route: { kind: 'none' } as const };
  expect(changesOf(draft, saved)).toEqual({ description: null, box_id: null, route: { kind: 'none' } });
});
