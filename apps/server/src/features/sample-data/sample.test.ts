import { isE164, seededRandom } from '@offhook/kit';
import { expect, test } from 'vitest';
import { sampleFromNumber, samplePeople, sampleTalks } from './sample.ts';

test('the same seed gives the same talks, another seed others', () => {
  expect(sampleTalks(seededRandom(1), 50)).toEqual(sampleTalks(seededRandom(1), 50));
  expect(sampleTalks(seededRandom(1), 50)).not.toEqual(sampleTalks(seededRandom(2), 50));
});

test('talks are in order of time, within thirty days, with people who have a number', () => {
  const talks = sampleTalks(seededRandom(7), 220);
  expect(talks).toHaveLength(220);
  expect(talks.map((talk) => talk.minutesAgo)).toEqual(talks.map((talk) => talk.minutesAgo).toSorted((a, b) => b - a));
  for (const talk of talks) {
    expect(talk.minutesAgo).toBeGreaterThanOrEqual(60);
    expect(talk.minutesAgo).toBeLessThan(31 * 24 * 60);
    expect(samplePeople[talk.personIndex]?.number).toBeTruthy();
    expect(talk.talkSeconds > 0).toBe(talk.status === 'completed');
    if (talk.direction === 'inbound') expect(talk.status).not.toBe('canceled');
  }
});

test('every number of the sample can be dialled and belongs to nobody', () => {
  for (const number of [sampleFromNumber, ...samplePeople.flatMap((person) => person.number ?? [])]) {
    expect(isE164(number)).toBe(true);
    expect(number).toMatch(/^\+1415555\d{4}$|^\+442079460\d{3}$/);
  }
});
