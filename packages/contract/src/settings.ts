import { z } from 'zod';
import { CallPurpose } from './campaign-shapes.ts';

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
  single_call_purpose: {
    schema: CallPurpose,
    default: 'personal',
    levels,
    help: 'Why calls are placed one by one that do not say it. Personal calls keep do-not-call and the limits of dialling, the others also calling hours, consent and caps.',
  },
  max_call_duration_seconds: {
    schema: z.number().int().min(60).max(14_400),
    default: 3600,
    levels,
    help: 'A call is cut after this many seconds.',
  },
  automatic_call_seconds: {
    schema: z.number().int().min(60).max(14_400),
    default: 600,
    levels,
    help: 'A campaign’s call that connects to nobody is cut after this many seconds. The wallet holds money for as long.',
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
    help: 'Calls are deleted after so many days, here and at the carrier; one in which a message was left goes after its message. 0: never.',
  },
  evidence_retention_days: {
    schema: z.number().int().min(0).max(3650),
    default: 1825,
    levels,
    help: 'Of a call that is deleted so long stays what limits on attempts count and why it was allowed, without the number. 0: for good.',
  },
  recording_retention_days: {
    schema: z.number().int().min(0).max(3650),
    default: 90,
    levels,
    help: 'Recordings are deleted after so many days, here and at the carrier; those of messages follow the days of voicemail. 0: never.',
  },
  enable_ivr: {
    schema: z.boolean(),
    default: true,
    levels,
    help: 'Let call flows answer. Off: numbers that lead to flows take messages instead.',
  },
  enable_voicemail: {
    schema: z.boolean(),
    default: true,
    levels,
    help: 'Let callers leave messages. Off: no box takes one.',
  },
  default_voicemail_greeting: {
    schema: z.string().trim().min(1).max(1000),
    default: 'You have reached {name}. Please leave a message after the beep.',
    levels,
    help: 'What a caller hears of a box without a greeting of its own. {name} is the name of the box.',
  },
  voicemail_min_seconds: {
    schema: z.number().int().min(0).max(60),
    default: 2,
    levels,
    help: 'Whoever hangs up sooner has left no message.',
  },
  voicemail_retention_days: {
    schema: z.number().int().min(0).max(3650),
    default: 30,
    levels,
    help: 'Voicemail is deleted after so many days, here and at the carrier. 0: never.',
  },
  auto_transcribe_voicemails: {
    schema: z.boolean(),
    default: true,
    levels,
    help: 'Have messages transcribed as soon as a transcription service is set up.',
  },
  drop_after_machine: {
    schema: z.array(z.enum(['machine_end_beep', 'machine_end_silence', 'machine_end_other'])).min(1),
    default: ['machine_end_beep'],
    levels,
    help: 'After which verdicts of answering machine detection a voicemail drop is left.',
  },
  wrap_up_seconds: {
    schema: z.number().int().min(0).max(900),
    default: 15,
    levels,
    help: 'How long somebody in a seat has after a call before the next one. They can be ready sooner.',
  },
  abandoned_message: {
    schema: z.string().trim().min(1).max(500),
    default: 'This was a call from {company}. We are sorry, nobody is free to talk to you now. Our number is {number}.',
    levels,
    help: 'What somebody hears who answers when no seat is free, as the law asks; how not to be called again is added. {company} is the workspace, {number} the number that called.',
  },
  wallet_enabled: {
    schema: z.boolean(),
    default: false,
    levels,
    help: 'Calls are paid from the wallet of the workspace: none starts without money for a minute of it.',
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
