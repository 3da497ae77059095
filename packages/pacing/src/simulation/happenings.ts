import { expectationsOf } from '../expectations.ts';
import { type Day, figuresOf, hear, type Kind, kinds, later, minuteMs } from './day.ts';
import { becomeFree, offer, staff } from './seats-of-day.ts';

const tickSeconds = 1;

/** What each kind of event does to a day; the number is that of the call, the seat or the change. */
export const happenings: Record<Kind, (day: Day, thing: number) => void> = {
  [kinds.answers]: (day, call) => {
    hear(day, { type: 'answered', atMs: day.nowMs, seconds: endRinging(day, call) });
    figuresOf(day).answered += 1;
    offer(day, call);
  },
  [kinds.rangOut]: (day, call) => {
    hear(day, { type: 'unanswered', atMs: day.nowMs, seconds: endRinging(day, call) });
    day.freeCalls.push(call);
  },
  [kinds.losesPatience]: (day, call) => {
    const until = day.nowMs - day.scenario.patienceSeconds * 1000;
    // Not there if a seat took it; and its number may be that of a later call, which has only begun to wait.
    const place = day.queue.findIndex((each) => each.call === call && each.sinceMs <= until);
    if (place === -1) return;
    day.queue.splice(place, 1);
    day.freeCalls.push(call);
    figuresOf(day).abandoned += 1;
    hear(day, { type: 'abandoned', atMs: day.nowMs });
  },
  [kinds.talked]: (day, seat) => {
    hear(day, { type: 'talked', atMs: day.nowMs, seconds: (day.nowMs - day.talking.remove(seat)) / 1000 });
    const { wrapUpSeconds } = day.scenario;
    if (wrapUpSeconds === 0) {
      becomeFree(day, seat);
      return;
    }
    day.wrappingUp.add(seat, day.nowMs);
    later(day, day.draws.wrapUp.duration('erlang-4', wrapUpSeconds), kinds.wrappedUp, seat);
  },
  [kinds.wrappedUp]: (day, seat) => {
    hear(day, { type: 'wrapped-up', atMs: day.nowMs, seconds: (day.nowMs - day.wrappingUp.remove(seat)) / 1000 });
    becomeFree(day, seat);
  },
  [kinds.tick]: (day) => {
    later(day, tickSeconds, kinds.tick, 0);
    if (day.nowMs % minuteMs === 0) day.expectations = expectationsOf(day.memory);
  },
  [kinds.change]: (day, index) => {
    const change = day.scenario.changes[index];
    day.answerRate = change?.answerRate ?? day.answerRate;
    if (change?.seats !== undefined) staff(day, change.seats);
  },
};

/** Returns the seconds that it rang. */
function endRinging(day: Day, call: number): number {
  day.inAir.remove(call);
  return (day.nowMs - (day.placedMs[call] ?? day.nowMs)) / 1000;
}
