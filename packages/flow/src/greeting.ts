import type { HoursState } from './calendar-shapes.ts';
import type { Directory, DirectoryGreeting, Prompt } from './directory-shapes.ts';
import { dayNameAt, hoursStateAt, spansCover } from './hours.ts';

/** A box as flows know it. Its greetings are those that are switched on. */
export type DirectoryBox = Directory['boxes'][string];

export interface PlayingGreeting {
  /** Null: none plays, and the words of the workspace are said. */
  greeting: DirectoryGreeting | null;
  prompt: Prompt;
  /** One sentence for people. */
  why: string;
}

/**
 * The greeting that a caller of a box hears at an instant: a holiday one before one for after hours, then one whose own
 * schedule says now, then the default one, then the words of the workspace. A schedule of its own decides when a
 * greeting plays; without one those for holidays and after hours follow the opening hours of the box.
 *
 * @example
 * greetingNow(directory.boxes[boxId], new Date('2026-12-25T10:00:00Z'), directory).why;
 * // '"Christmas" plays: today is a holiday, Christmas Day.'
 */
export function greetingNow(box: DirectoryBox, at: Date, directory: Pick<Directory, 'hours'>): PlayingGreeting {
  const state = boxHoursState(box, at, directory);
  const plays = (greeting: DirectoryGreeting) => playsAt(greeting, at, state);
  const timed = (type: DirectoryGreeting['type']) =>
    box.greetings.find((greeting) => greeting.type === type && plays(greeting));
  const chosen =
    timed('holiday') ?? timed('after-hours') ?? box.greetings.find(plays) ?? box.greetings.find(isDefaultAnyTime);
  if (!chosen) return { greeting: null, prompt: { message: box.fallback_greeting }, why: whyNone(box) };
  const day = state === 'holiday' ? dayNameOf(box, at, directory) : null;
  return { greeting: chosen, prompt: chosen.prompt, why: `"${chosen.name}" plays: ${whyThis(chosen, state, day)}` };
}

/** What the hours of a box say at an instant; null when it follows none. */
export function boxHoursState(box: DirectoryBox, at: Date, directory: Pick<Directory, 'hours'>): HoursState | null {
  const hours = box.hours_id === null ? undefined : directory.hours[box.hours_id];
  return hours ? hoursStateAt(hours.calendar, at) : null;
}

function dayNameOf(box: DirectoryBox, at: Date, directory: Pick<Directory, 'hours'>): string | null {
  const hours = box.hours_id === null ? undefined : directory.hours[box.hours_id];
  return hours ? dayNameAt(hours.calendar, at) : null;
}

const stateFor = { holiday: 'holiday', 'after-hours': 'closed', personal: null, business: null } as const;

function playsAt({ type, schedule }: DirectoryGreeting, at: Date, state: HoursState | null): boolean {
  if (schedule) return spansCover(schedule, at);
  return state !== null && state === stateFor[type];
}

/** A default one with a schedule has said already when it plays. */
function isDefaultAnyTime({ is_default, schedule }: DirectoryGreeting): boolean {
  return is_default && schedule === null;
}

function whyThis({ type, schedule }: DirectoryGreeting, state: HoursState | null, day: string | null): string {
  if (schedule) return 'its own schedule says so.';
  if (type === 'holiday' && state === 'holiday') return `today is a holiday, ${day ?? 'by the opening hours'}.`;
  if (type === 'after-hours' && state === 'closed') return 'it is closed by the opening hours of the box.';
  return 'it is the default of the box, and no other one is for now.';
}

function whyNone({ greetings }: DirectoryBox): string {
  const words = "the words of the workspace's settings are said.";
  if (greetings.length === 0) return `The box has no greeting that is switched on: ${words}`;
  if (!greetings.some((greeting) => greeting.is_default))
    return `No greeting is for now and none is the default: ${words}`;
  return `No greeting is for now: ${words}`;
}
