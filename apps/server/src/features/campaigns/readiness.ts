import type { CampaignSettings } from '@offhook/contract';
import { needsSeats } from './call-of-prospect.ts';
import { contentsOf, modeName, type SettingsProblem } from './settings-problems.ts';

/** What has to be added before a campaign can be started: where, and what to do. */
export interface Unready {
  field: string;
  message: string;
}

/** What is known of the world when somebody wants to start a campaign. */
export interface ReadyFacts {
  now: Date;
  problems: readonly SettingsProblem[];
  isSomebodyWaiting: boolean;
  /** Whether hours of the campaign and of the law meet within a fortnight, for anybody who waits. */
  isEverOpen: boolean;
  /** Names of variants. */
  unpublishedFlows: readonly string[];
  hasCallerId: boolean;
  missingCredentials: string | null;
  /** How many people are ready to take calls; null: nobody has to be. */
  seats: number | null;
  isWalletEmpty: boolean;
}

/** All that keeps a campaign from being started, as a list to be worked off. */
export function unreadyFor(settings: CampaignSettings, facts: ReadyFacts): Unready[] {
  return [
    ...facts.problems.map(({ field, problem }) => ({ field, message: problem })),
    ...audienceUnready(facts),
    ...contentUnready(settings, facts),
    ...unless(facts.hasCallerId, 'settings.caller_ids', 'Choose a number to call from, or give the workspace one.'),
    ...unless(
      facts.isEverOpen,
      'settings.window',
      'Calling hours never meet the hours that the law allows for these prospects. Widen the hours.',
    ),
    ...unless(
      facts.seats !== 0,
      'settings.mode',
      `Nobody is ready to take calls. ${modeName(settings.mode)} needs somebody in a seat, or choose the pace Automatic.`,
    ),
    ...unless(!facts.isWalletEmpty, 'wallet', 'The wallet is empty. Top it up first.'),
    ...(facts.missingCredentials === null
      ? []
      : [{ field: 'carrier', message: `There is no carrier to call through. Missing: ${facts.missingCredentials}.` }]),
  ];
}

function unless(isThere: boolean, field: string, message: string): Unready[] {
  return isThere ? [] : [{ field, message }];
}

function audienceUnready({ isSomebodyWaiting }: ReadyFacts): Unready[] {
  return unless(isSomebodyWaiting, 'prospects', 'Nobody waits to be called. Add prospects first.');
}

function contentUnready(settings: CampaignSettings, { unpublishedFlows }: ReadyFacts): Unready[] {
  const { variants } = settings;
  const field = 'settings.variants';
  if (variants.length === 0) {
    return unless(needsSeats(settings), field, 'Say what people hear: a message, a script, audio or a flow.');
  }
  return [
    ...variants
      .filter((variant) => contentsOf(variant).length === 0)
      .map(({ key, name }) => ({
        field: `${field}.${key}`,
        message: `Say what people hear in the variant “${name}”.`,
      })),
    ...variants
      .filter(({ ai_agent }) => ai_agent !== undefined)
      .map(({ key, name }) => ({
        field: `${field}.${key}.ai_agent`,
        message: `AI agents cannot call yet. Choose something else for the variant “${name}”.`,
      })),
    ...unpublishedFlows.map((name) => ({ field, message: `Publish the flow of the variant “${name}” first.` })),
  ];
}
