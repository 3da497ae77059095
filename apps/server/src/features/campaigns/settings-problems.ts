import type { CampaignSettings, CampaignVariant } from '@offhook/contract';

/** Something in the settings that cannot be meant. */
export interface SettingsProblem {
  field: string;
  problem: string;
}

/** What is known about the world around the settings. */
export interface SettingsSurroundings {
  now: Date;
  isTimeZone: (name: string) => boolean;
  /** The number in E.164, or what is wrong with it. */
  readPhone: (text: string) => { number: string } | { problem: string };
  /** Numbers that the workspace calls from. */
  ownNumbers: ReadonlySet<string>;
}

const contents = ['script_id', 'audio_url', 'message', 'flow_id', 'ai_agent'] as const;

/** What a variant says: the names of its contents. One is right. */
export function contentsOf(variant: CampaignVariant): (typeof contents)[number][] {
  return contents.filter((name) => variant[name] !== undefined);
}

/** Numbers as the carrier wants them; what is no number stays, for `problemsOf` to name. */
export function withReadNumbers(
  settings: CampaignSettings,
  readPhone: SettingsSurroundings['readPhone'],
): CampaignSettings {
  const read = (text: string) => {
    const phone = readPhone(text);
    return 'number' in phone ? phone.number : text;
  };
  const { connect, caller_ids } = settings;
  return {
    ...settings,
    connect: connect && { ...connect, phone: read(connect.phone) },
    caller_ids: caller_ids.map(read),
  };
}

/** All that is wrong with settings beyond what their schema says, in the order of the fields. */
export function problemsOf(settings: CampaignSettings, around: SettingsSurroundings): SettingsProblem[] {
  return [
    ...variantProblems(settings),
    ...connectProblems(settings, around),
    ...callerProblems(settings, around),
    ...scheduleProblems(settings, around),
  ];
}

function variantProblems({ variants, mode, connect, voicemail_drop_id, machine_detection }: CampaignSettings) {
  const problems: SettingsProblem[] = [];
  const seen = new Set<string>();
  for (const variant of variants) {
    const field = `settings.variants.${variant.key}`;
    if (seen.has(variant.key)) problems.push({ field, problem: 'two variants have this key.' });
    seen.add(variant.key);
    const has = contentsOf(variant);
    if (has.length > 1) problems.push({ field, problem: `says ${has.join(' and ')}. Keep one of them.` });
    if (variant.flow_id !== undefined && (mode !== 'automatic' || connect)) {
      const by = connect ? 'connects by itself. Remove connect' : 'needs no seats. Choose the mode automatic';
      problems.push({ field: `${field}.flow_id`, problem: `a flow ${by}, or the flow.` });
    }
  }
  if (voicemail_drop_id !== null && machine_detection === 'off') {
    const problem = 'without it nobody knows that a machine answered, and the voicemail drop is never left.';
    problems.push({ field: 'settings.machine_detection', problem });
  }
  return problems;
}

function connectProblems({ connect, mode }: CampaignSettings, { readPhone }: SettingsSurroundings): SettingsProblem[] {
  if (!connect) return [];
  const phone = readPhone(connect.phone);
  const field = 'settings.connect';
  return [
    ...('problem' in phone ? [{ field: `${field}.phone`, problem: phone.problem }] : []),
    ...(mode === 'automatic'
      ? []
      : [{ field, problem: `${mode} connects to people in seats. Remove connect, or choose the mode automatic.` }]),
  ];
}

function callerProblems({ caller_ids }: CampaignSettings, around: SettingsSurroundings): SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  const seen = new Set<string>();
  for (const [index, text] of caller_ids.entries()) {
    const field = `settings.caller_ids.${index}`;
    const phone = around.readPhone(text);
    if ('problem' in phone) {
      problems.push({ field, problem: phone.problem });
      continue;
    }
    if (seen.has(phone.number)) problems.push({ field, problem: `${phone.number} stands there twice.` });
    seen.add(phone.number);
    if (!around.ownNumbers.has(phone.number)) {
      problems.push({ field, problem: `${phone.number} is no number of this workspace.` });
    }
  }
  return problems;
}

function scheduleProblems(settings: CampaignSettings, { now, isTimeZone }: SettingsSurroundings): SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  const { time_zone, dates, starts_at, ends_at } = settings;
  if (!isTimeZone(time_zone)) {
    problems.push({ field: 'settings.time_zone', problem: 'No such time zone. Use a name such as Europe/Rome.' });
  }
  const seen = new Set<string>();
  for (const { date, spans } of dates) {
    const field = `settings.dates.${date}`;
    if (seen.has(date)) problems.push({ field, problem: 'the date stands there twice.' });
    seen.add(date);
    // Clock times of two digits each sort as texts.
    if (spans.some(({ from, to }) => from >= to)) problems.push({ field, problem: 'Must end after it begins.' });
  }
  if (ends_at !== null && starts_at !== null && Date.parse(starts_at) >= Date.parse(ends_at)) {
    problems.push({ field: 'settings.ends_at', problem: 'must be after starts_at.' });
  } else if (ends_at !== null && Date.parse(ends_at) <= now.getTime()) {
    problems.push({ field: 'settings.ends_at', problem: 'is over already.' });
  }
  return problems;
}
