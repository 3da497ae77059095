import type { Random } from '@offhook/kit';

type Ending = 'completed' | 'no-answer' | 'busy' | 'failed' | 'canceled';

interface SamplePerson {
  name: string;
  number: string | null;
  email: string | null;
  /** How past calls to this person ended, as often as each is named. */
  endings: readonly Ending[];
}

const usually: readonly Ending[] = ['completed', 'completed', 'completed', 'completed', 'no-answer', 'canceled'];

/** The people of the demo workspace. The last digits of each number choose how the emulated far end behaves. */
export const samplePeople: readonly SamplePerson[] = [
  { name: 'Ada Lovelace', number: '+14155550142', email: 'ada@example.com', endings: usually },
  { name: 'Grace Hopper', number: '+14155550186', email: 'grace@example.com', endings: usually },
  { name: 'Barbara Liskov', number: '+442079460958', email: 'barbara@example.com', endings: usually },
  { name: 'Katherine Johnson (voicemail)', number: '+14155550101', email: null, endings: ['completed'] },
  { name: 'Alan Turing (busy)', number: '+14155550102', email: null, endings: ['busy'] },
  { name: 'Edsger Dijkstra (no answer)', number: '+14155550103', email: null, endings: ['no-answer'] },
  { name: 'Dennis Ritchie (declines)', number: '+14155550104', email: null, endings: ['busy'] },
  { name: 'Wrong number', number: '+14155550105', email: null, endings: ['failed'] },
  { name: 'You, on the handset', number: '+14155550110', email: null, endings: ['completed', 'no-answer'] },
  { name: 'Margaret Hamilton (no number yet)', number: null, email: 'margaret@example.com', endings: [] },
];

/** The number that the demo workspace calls from; of a range that is never assigned. */
export const sampleFromNumber = '+14155550199';

export interface SampleTalk {
  personIndex: number;
  direction: 'inbound' | 'outbound';
  status: Ending;
  minutesAgo: number;
  talkSeconds: number;
}

const days = 30;

/** Past calls over thirty days, the same for the same seed. Most are with the people who talk. */
export function sampleTalks(random: Random, count: number): SampleTalk[] {
  const talks = Array.from({ length: count }, (): SampleTalk => {
    const personIndex = pick(random, callable);
    const status = pick(random, samplePeople[personIndex]?.endings ?? usually);
    const isInbound = status !== 'canceled' && status !== 'failed' && status !== 'busy' && random.next() < 0.3;
    const minuteOfWork = Math.floor(random.next() * 10 * 60);
    return {
      personIndex,
      direction: isInbound ? 'inbound' : 'outbound',
      status,
      minutesAgo: 60 + Math.floor(random.next() * days) * 24 * 60 + minuteOfWork,
      talkSeconds: status === 'completed' ? 8 + Math.floor(random.next() ** 3 * 900) : 0,
    };
  });
  return talks.toSorted((one, other) => other.minutesAgo - one.minutesAgo);
}

/** Indexes of the people with a number; those who talk several times, so that they come up more often. */
const callable = samplePeople.flatMap((person, index) => {
  if (!person.number) return [];
  return person.endings === usually ? [index, index, index, index] : [index];
});

function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random.next() * items.length)];
  if (item === undefined) throw new RangeError('there is nothing to pick from');
  return item;
}
