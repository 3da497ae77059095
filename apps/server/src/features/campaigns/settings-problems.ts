import type { CampaignSettings, CampaignVariant } from '@offhook/contract';
import { unknownIn } from '#features/scripts';

/** Something in the settings that cannot be meant. */
export interface SettingsProblem {
  field: string;
  /** A sentence in the words of the page, which says without the field what is meant. */
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
const contentWords: Record<(typeof contents)[number], string> = {
  script_id: 'a script',
  audio_url: 'audio',
  message: 'a message',
  flow_id: 'a flow',
  ai_agent: 'an AI agent',
};

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
    ...purposeProblems(settings),
    ...variantProblems(settings),
    ...connectProblems(settings, around),
    ...callerProblems(settings, around),
    ...scheduleProblems(settings, around),
  ];
}

/** No law looks at a personal call; one that goes to a list of people is none. */
function purposeProblems({ purpose }: CampaignSettings): SettingsProblem[] {
  if (purpose !== 'personal') return [];
  const problem = 'A campaign is never personal: say why these people are called, for the law depends on it.';
  return [{ field: 'settings.purpose', problem }];
}

function variantProblems({ variants, mode, connect, voicemail_drop_id, machine_detection }: CampaignSettings) {
  const problems: SettingsProblem[] = [];
  const seen = new Set<string>();
  for (const variant of variants) {
    const field = `settings.variants.${variant.key}`;
    const name = `The variant “${variant.name}”`;
    if (seen.has(variant.key)) {
      problems.push({ field, problem: `${name} has the letter ${variant.key.toUpperCase()}, as another one has.` });
    }
    seen.add(variant.key);
    const has = contentsOf(variant).map((content) => contentWords[content]);
    const unknown = unknownIn(variant.message ?? '');
    if (unknown.length > 0) {
      const names = unknown.map((each) => `{${each}}`).join(', ');
      const problem = `${name} speaks ${names}, which nothing fills in. Use {first_name}, {last_name} or {name}.`;
      problems.push({ field: `${field}.message`, problem });
    }
    if (has.length > 1) problems.push({ field, problem: `${name} has ${has.join(' and ')}. Keep one of them.` });
    if (variant.flow_id !== undefined && (mode !== 'automatic' || connect)) {
      const by = connect
        ? 'connects by itself. Remove the phone to connect to'
        : 'needs nobody in a seat. Choose the pace Automatic';
      problems.push({ field: `${field}.flow_id`, problem: `${name} has a flow, which ${by}, or the flow.` });
    }
  }
  if (voicemail_drop_id !== null && machine_detection === 'off') {
    const problem =
      'Without machine detection nobody knows that a machine answered, and the voicemail drop is never left.';
    problems.push({ field: 'settings.machine_detection', problem });
  }
  return problems;
}

/** `power` as the page names it. */
export function modeName(mode: CampaignSettings['mode']): string {
  return mode.charAt(0).toUpperCase() + mode.slice(1);
}

function connectProblems({ connect, mode }: CampaignSettings, { readPhone }: SettingsSurroundings): SettingsProblem[] {
  if (!connect) return [];
  const phone = readPhone(connect.phone);
  const field = 'settings.connect';
  return [
    ...('problem' in phone
      ? [{ field: `${field}.phone`, problem: `The phone to connect to cannot be called: ${phone.problem}` }]
      : []),
    ...(mode === 'automatic'
      ? []
      : [
          {
            field,
            problem: `${modeName(mode)} connects to people in seats. Remove the phone to connect to, or choose the pace Automatic.`,
          },
        ]),
  ];
}

function callerProblems({ caller_ids }: CampaignSettings, around: SettingsSurroundings): SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  const seen = new Set<string>();
  for (const [index, text] of caller_ids.entries()) {
    const field = `settings.caller_ids.${index}`;
    const phone = around.readPhone(text);
    if ('problem' in phone) {
      problems.push({ field, problem: `“${text}” is no number to call from: ${phone.problem}` });
      continue;
    }
    if (seen.has(phone.number))
      problems.push({ field, problem: `${phone.number} stands twice among the numbers to call from.` });
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
    problems.push({
      field: 'settings.time_zone',
      problem: `There is no time zone “${time_zone}”. Use a name such as Europe/Rome.`,
    });
  }
  const seen = new Set<string>();
  for (const { date, spans } of dates) {
    const field = `settings.dates.${date}`;
    if (seen.has(date)) problems.push({ field, problem: `The date ${date} stands there twice.` });
    seen.add(date);
    // Clock times of two digits each sort as texts.
    if (spans.some(({ from, to }) => from >= to)) {
      problems.push({ field, problem: `Hours on ${date} must end after they begin.` });
    }
  }
  if (ends_at !== null && starts_at !== null && Date.parse(starts_at) >= Date.parse(ends_at)) {
    problems.push({ field: 'settings.ends_at', problem: 'The end must be after the start.' });
  } else if (ends_at !== null && Date.parse(ends_at) <= now.getTime()) {
    problems.push({ field: 'settings.ends_at', problem: 'The end is over already.' });
  }
  return problems;
}
