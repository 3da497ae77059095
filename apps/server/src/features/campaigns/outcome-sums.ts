import type { CampaignStats, CampaignVariant } from '@offhook/contract';
import { formatMicros } from '@offhook/kit';
import { compareVariants, type VariantSums } from './statistics.ts';

/** What attempts came to, of one outcome, variant and day of the campaign. */
export interface OutcomeSum {
  outcome: string;
  variant: string;
  day: string;
  n: number;
  successes: number;
  seconds: number;
  micros: number;
}

type OutcomePart = Omit<
  CampaignStats,
  'currency' | 'remainingToday' | 'counts' | 'reasons' | 'abandonedRate' | 'variants' | 'days'
>;

// The carrier surely never had it: it counts for nothing.
const counts = ({ outcome }: OutcomeSum) => outcome !== 'not-placed';

/** The sums of a campaign, as S4 names them. */
export function statsOf(sums: readonly OutcomeSum[]): OutcomePart {
  const placed = sums.filter(counts);
  const calls = (outcome: string) =>
    total(
      placed.filter((sum) => sum.outcome === outcome),
      'n',
    );
  const [humanAnswered, machineAnswered, abandoned] = [calls('human'), calls('machine'), calls('abandoned')];
  const completed = humanAnswered + machineAnswered + abandoned;
  const seconds = total(placed, 'seconds');
  const rate = (part: number) => (completed === 0 ? null : part / completed);
  return {
    ...{ total: total(placed, 'n'), completed, failed: calls('failed'), busy: calls('busy') },
    ...{ noAnswer: calls('no-answer'), canceled: calls('canceled'), inProgress: calls('live') },
    ...{ humanAnswered, machineAnswered, abandoned, unknown: calls('unknown') },
    humanRate: rate(humanAnswered + abandoned),
    machineRate: rate(machineAnswered),
    totalDuration: seconds,
    averageDuration: completed === 0 ? null : Math.round((seconds / completed) * 10) / 10,
    totalCost: formatMicros(total(placed, 'micros')),
  };
}

/** Of the calls that people answered since a day, how many heard nobody. */
export function abandonedSince(sums: readonly OutcomeSum[], day: string): { answered: number; abandoned: number } {
  const recent = sums.filter((sum) => sum.day >= day);
  const abandoned = total(
    recent.filter(({ outcome }) => outcome === 'abandoned'),
    'n',
  );
  return {
    answered:
      abandoned +
      total(
        recent.filter(({ outcome }) => outcome === 'human'),
        'n',
      ),
    abandoned,
  };
}

/** Day by day, the newest last. */
export function daysOf(sums: readonly OutcomeSum[]): CampaignStats['days'] {
  const byDay = Map.groupBy(sums.filter(counts), ({ day }) => day);
  return [...byDay]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([day, own]) => {
      const {
        total: calls,
        humanAnswered,
        abandoned,
        machineAnswered: machines,
        noAnswer,
        busy,
        failed,
      } = statsOf(own);
      return { day, calls, humans: humanAnswered + abandoned, machines, noAnswer, busy, failed };
    });
}

/** Calls under way count for no variant yet. */
export function variantsOf(
  variants: readonly CampaignVariant[],
  sums: readonly OutcomeSum[],
): CampaignStats['variants'] {
  const over = sums.filter((sum) => counts(sum) && sum.outcome !== 'live');
  const byVariant = Map.groupBy(over, ({ variant }) => variant);
  const asVariant = ([key, own]: [string, OutcomeSum[]]): [string, VariantSums] => {
    const humans = own.filter(({ outcome }) => outcome === 'human' || outcome === 'abandoned');
    return [key, { calls: total(own, 'n'), humans: total(humans, 'n'), successes: total(own, 'successes') }];
  };
  return compareVariants(variants, new Map([...byVariant].map(asVariant)));
}

function total(sums: readonly OutcomeSum[], of: 'n' | 'successes' | 'seconds' | 'micros'): number {
  return sums.reduce((sum, each) => sum + each[of], 0);
}
