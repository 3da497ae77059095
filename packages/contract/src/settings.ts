import { z } from 'zod';

interface SettingDefinition {
  schema: z.ZodType;
  default: unknown;
  levels: readonly ('default' | 'workspace')[];
  help: string;
}

const levels = ['default', 'workspace'] as const;

/** "By setting" always means a row of this table. Names and defaults are those of S2 where it gives them. */
export const settingCatalogue = {
  auto_record_calls: {
    schema: z.boolean(),
    default: true,
    levels,
    help: 'Record calls that do not say whether they want to be recorded.',
  },
  max_call_duration_seconds: {
    schema: z.number().int().min(60).max(14_400),
    default: 3600,
    levels,
    help: 'A call is cut after this many seconds.',
  },
  ring_timeout_seconds: {
    schema: z.number().int().min(5).max(600),
    default: 60,
    levels,
    help: 'How long a call rings before it counts as not answered.',
  },
  call_opening_message: {
    schema: z.string().trim().min(1).max(1000),
    default: 'Hello, this is a call placed with Offhook. Please hold the line.',
    levels,
    help: 'What is said when a call brings neither a message nor audio.',
  },
  click_to_call_message: {
    schema: z.string().trim().min(1).max(1000),
    default: 'Hello, this is a call from your real estate agent. They will be with you shortly.',
    levels,
    help: 'What a lead hears who is called with one click.',
  },
  recording_announcement: {
    schema: z.string().trim().max(500),
    default: '',
    levels,
    help: 'Said before a call is recorded; the recording begins after it. Empty: not announced.',
  },
  keep_recordings_at_carrier: {
    schema: z.boolean(),
    default: true,
    levels,
    help: 'Leave the carrier its copy of a recording once ours is checked. Else it goes when the carrier has told its price.',
  },
  call_retention_days: {
    schema: z.number().int().min(0).max(3650),
    default: 90,
    levels,
    help: 'Calls are deleted after so many days, here and at the carrier. 0: never.',
  },
  recording_retention_days: {
    schema: z.number().int().min(0).max(3650),
    default: 90,
    levels,
    help: 'Recordings are deleted after so many days, here and at the carrier. 0: never.',
  },
  drop_after_machine: {
    schema: z.array(z.enum(['machine_end_beep', 'machine_end_silence', 'machine_end_other'])).min(1),
    default: ['machine_end_beep'],
    levels,
    help: 'After which verdicts of answering machine detection a voicemail drop is left.',
  },
  dispositions: {
    schema: z.array(z.string().trim().min(1).max(50)).min(1).max(40),
    default: [
      'Interested',
      'Not interested',
      'Call back',
      'Left voicemail',
      'No answer',
      'Wrong number',
      'Do not call',
      'Sale',
    ],
    levels,
    help: 'What a call can come to: the list that people choose from.',
  },
} as const satisfies Record<string, SettingDefinition>;

export type SettingKey = keyof typeof settingCatalogue;
export type SettingValue<Key extends SettingKey> = z.output<(typeof settingCatalogue)[Key]['schema']>;

// Object.keys forgets the literal types that the table has.
export const settingKeys = Object.keys(settingCatalogue) as [SettingKey, ...SettingKey[]];
