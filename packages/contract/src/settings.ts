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
} as const satisfies Record<string, SettingDefinition>;

export type SettingKey = keyof typeof settingCatalogue;
export type SettingValue<Key extends SettingKey> = z.output<(typeof settingCatalogue)[Key]['schema']>;

// Object.keys forgets the literal types that the table has.
export const settingKeys = Object.keys(settingCatalogue) as [SettingKey, ...SettingKey[]];
