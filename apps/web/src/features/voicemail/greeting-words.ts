import type { GreetingType, VoicemailBox } from '@offhook/contract';

export const typeWords: Readonly<Record<GreetingType, string>> = {
  personal: 'Personal',
  business: 'Business',
  'after-hours': 'After hours',
  holiday: 'Holiday',
};

/** When a greeting without times of its own plays. */
export function followsWords(type: GreetingType): string {
  const words: Record<GreetingType, string> = {
    personal: 'While it is the default and no other plays',
    business: 'While it is the default and no other plays',
    'after-hours': 'While the opening hours of the box say closed',
    holiday: 'On holidays of the opening hours of the box',
  };
  return words[type];
}

/** Why a greeting without times of its own would never play. */
export function neverPlays(type: GreetingType, { hours_id }: Pick<VoicemailBox, 'hours_id'>): string | undefined {
  if (type === 'personal' || type === 'business' || hours_id) return undefined;
  return 'This box follows no opening hours, so it would never play. Choose hours for the box, or give it times of its own.';
}
