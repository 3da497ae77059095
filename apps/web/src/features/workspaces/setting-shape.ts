import { type SettingKey, settingCatalogue } from '@offhook/contract';
import { z } from 'zod';

/** How a setting is edited, read from its row of the catalogue. */
export type SettingShape =
  | { kind: 'switch' }
  | { kind: 'number'; least: number; most: number; unit: string }
  | { kind: 'text'; mayBeEmpty: boolean; most: number }
  | { kind: 'choices'; options: readonly string[] }
  | { kind: 'words'; mostWords: number; longest: number };

export function shapeOf(key: SettingKey): SettingShape {
  const { schema } = settingCatalogue[key];
  if (schema instanceof z.ZodBoolean) return { kind: 'switch' };
  if (schema instanceof z.ZodNumber)
    return {
      kind: 'number',
      least: schema.minValue ?? 0,
      most: schema.maxValue ?? Number.MAX_SAFE_INTEGER,
      unit: unitOf(key),
    };
  if (schema instanceof z.ZodArray) {
    const { element } = schema;
    if (element instanceof z.ZodEnum) return { kind: 'choices', options: element.options.map(String) };
    return { kind: 'words', mostWords: 40, longest: element instanceof z.ZodString ? (element.maxLength ?? 50) : 50 };
  }
  return {
    kind: 'text',
    mayBeEmpty: schema.safeParse('').success,
    most: schema instanceof z.ZodString ? (schema.maxLength ?? 1000) : 1000,
  };
}

/** `recording_announcement` is “Recording announcement”. */
export function titleOf(key: string): string {
  const words = key.replaceAll('_', ' ').replace(/ (days|seconds)$/, '');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What the page calls the choices that have names of Twilio's. */
export const choiceWords: Readonly<Record<string, string>> = {
  machine_end_beep: 'After the beep',
  machine_end_silence: 'After silence',
  machine_end_other: 'After the greeting ended otherwise',
};

function unitOf(key: string): string {
  return /_(days|seconds)$/.exec(key)?.[1] ?? '';
}
