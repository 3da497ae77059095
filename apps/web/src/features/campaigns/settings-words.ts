import type { CampaignSettings } from '@offhook/contract';
import { weekdays } from '@offhook/flow/shapes';
import { weekdayNames } from '../hours/hours-words.ts';
import { modeLabels, outcomeLabels, purposeLabels } from './campaign-words.ts';
import { delayInWords } from './retry-words.ts';
import { contentOf, kindLabels, kindOf } from './variants.ts';
import type { WizardStep } from './wizard-steps.ts';
import { localOf } from './zoned-moments.ts';

interface Summary {
  step: WizardStep;
  rows: [name: string, words: string][];
}

/** The settings in words, by the step of the wizard where they are made. */
export function summaryOf(settings: CampaignSettings): Summary[] {
  const { caller_ids, mode, calls_per_seat } = settings;
  return [
    { step: 'content', rows: contentRows(settings) },
    {
      step: 'numbers',
      rows: [['Calls come from', caller_ids.length > 0 ? caller_ids.join(', ') : 'The usual number of the workspace']],
    },
    { step: 'schedule', rows: scheduleRows(settings) },
    {
      step: 'pace',
      rows: [['Mode', mode === 'power' ? `Power, ${calls_per_seat} calls for each person` : modeLabels[mode]]],
    },
  ];
}

function contentRows(settings: CampaignSettings): Summary['rows'] {
  const { variants, connect, record, ring_timeout_seconds, machine_detection, voicemail_drop_id } = settings;
  const detection = { off: 'Off', wait: 'Waits for the verdict', 'while-talking': 'While talking' };
  const shown = variants.map((variant): Summary['rows'][number] => {
    const kind = kindOf(variant);
    const content = kind === 'message' || kind === 'audio' ? `: ${contentOf(variant, kind)}` : '';
    return [variant.name, `${kindLabels[kind]}${content}`];
  });
  const connected = connect && `${connect.when === 'always' ? 'To' : 'After pressing 1, to'} ${connect.phone}`;
  return [
    ['Purpose', purposeLabels[settings.purpose]],
    ...(shown.length > 0 ? shown : [['They hear', 'Nothing yet'] as [string, string]]),
    ['Machine detection', detection[machine_detection]],
    ['Voicemail drop', voicemail_drop_id ? 'Left after the beep' : 'None'],
    ['Connected', connected ?? (settings.mode === 'automatic' ? 'Not at all' : 'To the people in seats')],
    ['Recorded', record ? 'Yes' : 'No'],
    ['Rings for', `${ring_timeout_seconds} s`],
  ];
}

function scheduleRows(settings: CampaignSettings): Summary['rows'] {
  const { time_zone: zone, window_zone, starts_at, ends_at, daily_limit, concurrency, calls_per_second } = settings;
  const place = zone.replaceAll('_', ' ');
  const clock = window_zone === 'contact' ? 'on the clock of each contact' : `in ${place}`;
  const moment = (at: string | null, otherwise: string) =>
    at ? `${localOf(at, zone).replace('T', ' ')} (${place})` : otherwise;
  const dates = settings.dates.map(({ date, spans }) => `${date}: ${spansInWords(spans) || 'nobody is called'}`);
  return [
    ['Time zone', place],
    ['Hours', settings.window.length > 0 ? `${weekInWords(settings.window)}\n${clock}` : 'Whenever the law allows'],
    ...(dates.length > 0 ? [['Given dates', dates.join('\n')] as [string, string]] : []),
    ['Starts', moment(starts_at, 'When you start it')],
    ['Ends', moment(ends_at, 'When all are done')],
    [
      'Limits',
      `${daily_limit.toLocaleString('en-US')} calls a day, ${concurrency.toLocaleString('en-US')} at the same time, ${calls_per_second} a second`,
    ],
    ['Attempts', `${settings.max_attempts} at each person`],
    ['Called again', retriesInWords(settings.retry_minutes)],
  ];
}

/** `Monday to Friday 09:00–17:00` and the like: days with the same hours stand together. */
export function weekInWords(window: CampaignSettings['window']): string {
  const hours = weekdays.map((day) => spansInWords(window.filter((span) => span.day === day)));
  const groups: { from: number; to: number; words: string }[] = [];
  for (const [at, words] of hours.entries()) {
    const last = groups.at(-1);
    if (last?.words === words) last.to = at;
    else groups.push({ from: at, to: at, words });
  }
  const name = (at: number) => weekdayNames[weekdays[at] ?? 'mon'];
  return groups
    .filter(({ words }) => words !== '')
    .map(({ from, to, words }) => {
      const days = from === to ? name(from) : `${name(from)}${to === from + 1 ? ' and ' : ' to '}${name(to)}`;
      return `${days} ${words}`;
    })
    .join('\n');
}

function spansInWords(spans: readonly { from: string; to: string }[]): string {
  return spans
    .toSorted((one, other) => one.from.localeCompare(other.from))
    .map(({ from, to }) => `${from}–${to}`)
    .join(', ');
}

function retriesInWords(retries: CampaignSettings['retry_minutes']): string {
  const outcomes = ['no-answer', 'busy', 'failed', 'machine', 'abandoned'] as const;
  const parts = outcomes.flatMap((outcome) => {
    const minutes = retries[outcome];
    return minutes === null ? [] : [`${outcomeLabels[outcome].toLowerCase()} after ${delayInWords(minutes)}`];
  });
  return parts.length > 0 ? parts.join(', ') : 'Never';
}
