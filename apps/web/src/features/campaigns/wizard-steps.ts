import type { CampaignSettings } from '@offhook/contract';

export const wizardSteps = ['audience', 'content', 'numbers', 'schedule', 'pace', 'review'] as const;
export type WizardStep = (typeof wizardSteps)[number];

export const stepTitles: Record<WizardStep, string> = {
  audience: 'Audience',
  content: 'What they hear',
  numbers: 'Numbers',
  schedule: 'Schedule',
  pace: 'Pace',
  review: 'Review',
};

const stepOfSetting: Record<keyof CampaignSettings, WizardStep> = {
  purpose: 'content',
  variants: 'content',
  voicemail_drop_id: 'content',
  machine_detection: 'content',
  connect: 'content',
  record: 'content',
  ring_timeout_seconds: 'content',
  caller_ids: 'numbers',
  time_zone: 'schedule',
  window_zone: 'schedule',
  window: 'schedule',
  dates: 'schedule',
  starts_at: 'schedule',
  ends_at: 'schedule',
  daily_limit: 'schedule',
  concurrency: 'schedule',
  calls_per_second: 'schedule',
  max_attempts: 'schedule',
  retry_minutes: 'schedule',
  mode: 'pace',
  calls_per_seat: 'pace',
};

const stepOfOthers: Readonly<Record<string, WizardStep>> = {
  ...stepOfSetting,
  prospects: 'audience',
  audience: 'audience',
  contacts: 'audience',
  number: 'numbers',
  numbers: 'numbers',
  hours: 'schedule',
  seats: 'pace',
  pacing: 'pace',
};

/**
 * The step where something is put right: a field such as `variants.0.script_id` or `caller_ids`, also with `settings.`
 * before it. Undefined for what no step can put right, such as the carrier or the wallet.
 */
export function stepOf(field: string): WizardStep | undefined {
  const [first = ''] = field.replace(/^settings\./, '').split(/[.[]/);
  return stepOfOthers[first];
}

export function readStep(text: string): WizardStep {
  return wizardSteps.find((step) => step === text) ?? 'audience';
}

/** What cannot change while a campaign runs. */
export const fixedWhileRunning: readonly (keyof CampaignSettings)[] = [
  'purpose',
  'variants',
  'voicemail_drop_id',
  'machine_detection',
  'connect',
  'caller_ids',
  'mode',
  'starts_at',
];

/** The step before or after; undefined at the ends. */
export function stepBeside(step: WizardStep, by: 1 | -1): WizardStep | undefined {
  return wizardSteps[wizardSteps.indexOf(step) + by];
}
