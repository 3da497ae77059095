import { type Day, kinds, later } from './day.ts';

/** Gives an answered call to a free seat, or lets it wait for one. */
export function offer(day: Day, call: number): void {
  const seat = day.freeSeats.pop();
  if (seat !== undefined) {
    day.freeCalls.push(call);
    converse(day, seat);
    return;
  }
  day.queue.push({ call, sinceMs: day.nowMs });
  later(day, day.scenario.patienceSeconds, kinds.losesPatience, call);
}

/** A seat is free: somebody may be waiting for it, or it leaves. */
export function becomeFree(day: Day, seat: number): void {
  if (day.leaving > 0) {
    day.leaving -= 1;
    day.seats -= 1;
    return;
  }
  const next = day.queue.shift();
  if (!next) {
    day.freeSeats.push(seat);
    return;
  }
  day.freeCalls.push(next.call);
  converse(day, seat);
}

/** Seats come at once; those that leave finish a conversation first. */
export function staff(day: Day, wanted: number): void {
  day.leaving = Math.max(0, day.seats - wanted);
  for (; day.leaving > 0 && day.freeSeats.length > 0; day.leaving -= 1) {
    day.freeSeats.pop();
    day.seats -= 1;
  }
  for (; day.seats < wanted; day.seats += 1) becomeFree(day, day.seatNumbers++);
}

function converse(day: Day, seat: number): void {
  const { talkSpread, talkSeconds } = day.scenario;
  day.talking.add(seat, day.nowMs);
  later(day, day.draws.talk.duration(talkSpread, talkSeconds), kinds.talked, seat);
}
