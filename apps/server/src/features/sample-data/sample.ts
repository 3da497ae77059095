import type { Random } from '@offhook/kit';

/** The people of the demo workspace. The last digits of each number choose how the emulated far end behaves. */
export const samplePeople = [
  { name: 'Ada Lovelace', number: '+14155550142', email: 'ada@example.com' },
  { name: 'Grace Hopper', number: '+14155550186', email: 'grace@example.com' },
  { name: 'Voicemail (Katherine Johnson)', number: '+14155550101', email: null },
  { name: 'Busy line (Alan Turing)', number: '+14155550102', email: null },
  { name: 'Nobody answers (Edsger Dijkstra)', number: '+14155550103', email: null },
  { name: 'Declines (Dennis Ritchie)', number: '+14155550104', email: null },
  { name: 'Wrong number', number: '+14155550105', email: null },
  { name: 'You, on the handset', number: '+14155550110', email: null },
  { name: 'Barbara Liskov', number: '+442079460958', email: 'barbara@example.com' },
  { name: 'No number yet (Margaret Hamilton)', number: null, email: 'margaret@example.com' },
] as const;

/** The number that the demo workspace calls from; of a range that is never assigned. */
export const sampleFromNumber = '+14155550199';

export interface SampleTalk {
  personIndex: number;
  direction: 'inbound' | 'outbound';
  status: 'completed' | 'no-answer' | 'busy' | 'failed' | 'canceled';
  minutesAgo: number;
  talkSeconds: number;
}

const days = 30;

/** Past calls over thirty days, the same for the same seed: more by day than by night, most of them answered. */
export function sampleTalks(random: Random, count: number): SampleTalk[] {
  const callable = samplePeople.flatMap((person, index) => (person.number ? [index] : []));
  return Array.from({ length: count }, () => {
    const status = statusOf(random.next());
    const day = Math.floor(random.next() * days);
    const minuteOfWork = Math.floor(random.next() * 10 * 60);
    return {
      personIndex: callable[Math.floor(random.next() * callable.length)] ?? 0,
      direction: random.next() < 0.3 && status !== 'canceled' ? ('inbound' as const) : ('outbound' as const),
      status,
      minutesAgo: 60 + day * 24 * 60 + minuteOfWork,
      talkSeconds: status === 'completed' ? 8 + Math.floor(random.next() ** 3 * 900) : 0,
    };
  }).toSorted((one, other) => other.minutesAgo - one.minutesAgo);
}

function statusOf(draw: number): SampleTalk['status'] {
  if (draw < 0.68) return 'completed';
  if (draw < 0.84) return 'no-answer';
  if (draw < 0.92) return 'busy';
  return draw < 0.97 ? 'canceled' : 'failed';
}
