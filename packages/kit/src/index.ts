export { assertNever } from './assert-never.ts';
export type { Clock, Timer } from './clock.ts';
export { realClock, scaledClock } from './clock.ts';
export type { Id, IdKind, Ids } from './ids.ts';
export { earliestId, formatId, isUuid, makeIds, parseId } from './ids.ts';
export type { ManualClock } from './manual-clock.ts';
export { manualClock, virtualClock } from './manual-clock.ts';
export type { Money } from './money.ts';
export { formatMicros, parseMicros } from './money.ts';
export type { PhoneKind, PhoneNumber, PhoneNumberProblem } from './phone-number.ts';
export {
  countryOf,
  formatPhoneNumber,
  isCountry,
  isE164,
  parsePhoneNumber,
  phoneKindOf,
  reversedDigits,
} from './phone-number.ts';
export type { Random } from './random.ts';
export { secureRandom, seededRandom } from './random.ts';
