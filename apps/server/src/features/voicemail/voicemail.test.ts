import type { DomainEvent, Role, Scope } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { expect, test } from 'vitest';
import { leadingToBox } from './neighbours.ts';
import { liveVoicemail } from './sockets.ts';
import { audioState, deleteAfter, fallbackGreeting, mayChangeBox, sightOf } from './voicemail.ts';

// Ids of one letter: nothing here looks inside them.
const tenantId = 'w' as Id<'workspace'>;
const [ada, bea] = ['ada' as Id<'person'>, 'bea' as Id<'person'>];
const person = (role: Role, personId = ada) =>
  ({ kind: 'person', tenantId, personId, sessionId: null, role, name: personId }) as const;
const shared = { ownerKind: 'shared', ownerId: null } as const;
const own = { ownerKind: 'person', ownerId: ada } as const;

test('a box of a person is that person’s to see and to change, and a manager’s', () => {
  expect(sightOf(person('agent'))).toEqual({ personId: ada });
  const key = { kind: 'key', tenantId, keyId: 'k' as Id<'key'>, name: 'k' } as const;
  const withScope = (scope: Scope) => sightOf({ ...key, scopes: [scope] });
  expect([sightOf(person('manager')), withScope('voicemail.read')]).toEqual(['all', 'all']);
  expect([withScope('voicemail.write'), withScope('calls.read')]).toEqual(['all', 'none']);
  expect([mayChangeBox(person('agent'), own), mayChangeBox(person('agent', bea), own)]).toEqual([true, false]);
  expect([mayChangeBox(person('viewer'), own), mayChangeBox(person('agent'), shared)]).toEqual([false, false]);
  expect([mayChangeBox(person('manager'), shared), mayChangeBox(person('manager', bea), own)]).toEqual([true, true]);
});

test('the words of the setting name the box, whatever it is called', () => {
  expect(fallbackGreeting('You have reached {name}. {name}!', '$& Co')).toBe('You have reached $& Co. $& Co!');
});

test('a message goes when it is old, or 30 days after its deletion, whichever is sooner', () => {
  const day = (text: string) => new Date(`2026-${text}T00:00:00Z`);
  const after = (deletedAt: Date | null, days: number) => deleteAfter({ createdAt: day('11-01'), deletedAt }, days);
  expect(after(null, 30)).toEqual(day('12-01'));
  expect(after(null, 0)).toBeNull();
  expect(after(day('11-02'), 90)).toEqual(day('12-02'));
  expect(after(day('11-20'), 30)).toEqual(day('12-01'));
});

test('why a message cannot be heard is said in words', () => {
  const status = (recording: Parameters<typeof audioState>[0], isGone = false) => audioState(recording, isGone);
  expect(status(undefined).audio_status).toBe('arriving');
  expect(status({ status: 'fetching', failure: null }).audio_status).toBe('arriving');
  expect(status({ status: 'ready', failure: null })).toEqual({ audio_status: 'ready', audio_note: null });
  expect(status({ status: 'absent', failure: null }).audio_note).toMatch(/recorded nothing/);
  expect(status({ status: 'failed', failure: 'The disk is full.' }).audio_note).toMatch(/The disk is full/);
  expect(status(undefined, true)).toEqual({ audio_status: 'gone', audio_note: 'Its recording was deleted.' });
});

test('open pages hear of each message once, and that it is new', () => {
  const changed: DomainEvent = { type: 'voicemail.changed', voicemail_id: 'v', box_id: 'b' };
  const received: DomainEvent = { type: 'voicemail.received', voicemail_id: 'v', box_id: 'b', call_id: 'c' };
  const told = { type: 'voicemail.changed', seq: 7, voicemail_id: 'voicemail_v', box_id: 'box_b' };
  expect(liveVoicemail([received, changed], 7)).toEqual([{ ...told, is_new: true }]);
  expect(liveVoicemail([changed, { type: 'call.changed', call_id: 'c' }], 7)).toEqual([{ ...told, is_new: false }]);
});

test('what leads calls to a box is named: its numbers and the forwarding of people', () => {
  const number = { label: 'Sales', route: { kind: 'none' as const }, forwarding: [], box_id: null };
  const rule = { when: 'busy' as const, to: { kind: 'box' as const, box_id: 'box_1' } };
  const directory = {
    ...{ hours: {}, groups: {}, boxes: {}, flows: {}, prompts: {}, default_box_id: null },
    numbers: {
      '+14155550100': { ...number, box_id: 'box_1' },
      '+14155550101': { ...number, label: '', route: { kind: 'box' as const, box_id: 'box_1' } },
      '+14155550102': { ...number, label: 'Busy line', forwarding: [rule] },
      '+14155550103': { ...number, label: 'Elsewhere', box_id: 'box_2' },
    },
    people: { person_1: { name: 'Ada', phone: null, forwarding: [rule], box_id: null } },
  };
  const leading = ['the number Sales', 'the number +14155550101', 'the number Busy line', 'the forwarding of Ada'];
  expect(leadingToBox(directory, 'box_1')).toEqual(leading);
});
