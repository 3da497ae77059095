import { expect, test } from 'vitest';
import { choicesInWords, noChoices, wishOf } from './dialer-choices.ts';

test('no choice leaves everything to the workspace', () => {
  expect(wishOf(noChoices)).toEqual({});
  expect(choicesInWords(noChoices, {})).toEqual([]);
});

test('a script speaks instead of the message, with the values that were typed', () => {
  const choices = { ...noChoices, message: 'Hello', scriptId: 'script_1', variables: { day: 'Monday', city: ' ' } };
  expect(wishOf(choices)).toEqual({ script_id: 'script_1', variables: { day: 'Monday' } });
  expect(choicesInWords(choices, { script: 'Renewal' })).toEqual(['script Renewal']);
});

test('every choice is sent, and said in a few words', () => {
  const choices = {
    ...noChoices,
    from: ' +14155550199 ',
    message: 'Hello',
    dropId: 'drop_1',
    machineDetection: 'wait' as const,
    record: false,
    connect: 'press-1' as const,
  };
  expect(wishOf(choices)).toEqual({
    from: '+14155550199',
    message: 'Hello',
    voicemail_drop_id: 'drop_1',
    machine_detection: 'wait',
    record: false,
    connect: { when: 'press-1' },
  });
  expect(choicesInWords(choices, { drop: 'Sorry' })).toEqual([
    'from +14155550199',
    'own message',
    'voicemail drop Sorry',
    'waits for the verdict',
    'not recorded',
    'press 1 for me',
  ]);
});
