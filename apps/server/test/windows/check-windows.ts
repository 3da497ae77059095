import { type Random, seededRandom } from '@offhook/kit';
import { decide } from '../../src/features/compliance/decide.ts';
import type { GateFacts } from '../../src/features/compliance/facts.ts';
import { openTimes } from '../../src/features/compliance/open-times.ts';
import { rulesInForce } from '../../src/features/compliance/rules/in-force.ts';
import type { Rule } from '../../src/features/compliance/rules/rule.ts';
import { below, type GeneratedCase, generateCase, makeInstants } from './generate.ts';
import { isShownTwice, type OracleCase, wallsAllow } from './wall-clock-oracle.ts';

export interface WindowsChecked {
  instants: number;
  /** At which calls were allowed. */
  open: number;
  /** Posts after a clock step or a delay, decided anew at the post. */
  posts: number;
  /** Closed although the walls allow it, in the hour that the clocks repeat: careful, not wrong. */
  careful: number;
  violations: string[];
}

const mostViolations = 10;
const instantsOfCase = 20;

/** Compares decisions at generated instants with what the clocks on the walls show. */
export function checkWindows(instants: number, seed: number): WindowsChecked {
  const random = seededRandom(seed);
  const result: WindowsChecked = { instants: 0, open: 0, posts: 0, careful: 0, violations: [] };
  while (result.instants < instants && result.violations.length < mostViolations) {
    const made = generateCase(random);
    for (const at of makeInstants(random, made, instantsOfCase)) checkInstant({ made, at, random, result });
  }
  return result;
}

interface Given {
  made: GeneratedCase;
  at: number;
  random: Random;
  result: WindowsChecked;
}

function checkInstant({ made, at, random, result }: Given): void {
  const walls = oracleOf(made, at);
  const times = openTimes(given(made), new Date(at));
  const fails = (problem: string, when: number) =>
    result.violations.push(`${problem} at ${new Date(when).toISOString()}: ${JSON.stringify(walls)}`);
  result.instants += 1;
  if (times.openNow) result.open += 1;
  const allow = wallsAllow(walls, at);
  if (times.openNow && !allow) fails('open outside the hours', at);
  if (!times.openNow && allow) {
    if (isShownTwice(walls, at)) result.careful += 1;
    else fails('closed within the hours', at);
  }
  checkEdges(walls, times, { at, fails });
  checkPost({ made, at, random, result }, times.closesAt, fails);
}

type Fails = (problem: string, when: number) => void;

function checkEdges(
  walls: OracleCase,
  { openNow, closesAt, nextOpening }: ReturnType<typeof openTimes>,
  { at, fails }: { at: number; fails: Fails },
): void {
  if (closesAt !== null) {
    if (!wallsAllow(walls, closesAt.getTime() - 1)) fails('closes too late', closesAt.getTime());
    if (wallsAllow(walls, closesAt.getTime()) && !isShownTwice(walls, closesAt.getTime()))
      fails('closes too early', closesAt.getTime());
  }
  if (openNow || nextOpening === null) return;
  const opens = nextOpening.getTime();
  if (!wallsAllow(walls, opens)) fails('opens too early', opens);
  if (opens > at && wallsAllow(walls, opens - 1) && !isShownTwice(walls, opens - 1)) fails('opens too late', opens);
}

/** The server's clock steps by up to two hours, or the queue is slow; the post is decided at its own instant. */
function checkPost({ made, at, random, result }: Given, closesAt: Date | null, fails: Fails): void {
  const post = at + (below(random, 14_400) - 7200) * 1000;
  const decision = decide(factsAt(made, post), made.rules);
  result.posts += 1;
  if (decision.allowed && !wallsAllow(oracleOf(made, post), post)) fails('posted outside the hours', post);
  if (decision.allowed && decision.closesAt !== null) {
    const last = Date.parse(decision.closesAt) + made.marginSeconds * 1000 - 1;
    if (!wallsAllow(oracleOf(made, post), last)) fails('may begin too late', last);
  }
  if (closesAt === null) return;
  const between = at + Math.floor(random.next() * (closesAt.getTime() - at));
  if (!wallsAllow(oracleOf(made, at), between)) fails('not open all the time until it closes', between);
}

function given(made: GeneratedCase): Parameters<typeof openTimes>[0] {
  const { zones, jurisdictions, voice, rules, holidays, campaign } = made;
  return { zones, jurisdictions, purpose: 'telemarketing', voice, rules, holidays, campaign };
}

function oracleOf({ zones, jurisdictions, voice, rules, holidays, campaign }: GeneratedCase, at: number): OracleCase {
  const holding: readonly Rule[] = rulesInForce(
    rules,
    { jurisdictions, purpose: 'telemarketing', voice },
    new Date(at),
  );
  return {
    zones,
    rules: holding.map(({ windows, holidayCalendar }) => ({
      windows: windows === null ? null : { ...windows },
      holidays: holidayCalendar === null ? null : (holidays[holidayCalendar] ?? null),
    })),
    campaign,
  };
}

function factsAt(made: GeneratedCase, at: number): GateFacts {
  const { number, zones, jurisdictions, voice, holidays, campaign, marginSeconds } = made;
  return {
    at: new Date(at).toISOString(),
    wish: {
      ...{ to: number, from: '+19995550100', purpose: 'telemarketing', voice },
      ...{ contactId: null, statedZone: null, statedRegion: null, campaignId: null },
    },
    ...{
      zones: [...zones],
      jurisdictions: [...jurisdictions],
      numberType: 'mobile',
      country: 'XX',
      countryAllowed: true,
    },
    ...{ suppressedBy: null, attempts: [], deniedNumberTypes: [], frozenAreas: [], abandonment: null },
    consents: (['calls', 'prerecorded', 'artificial'] as const).map((scope) => ({
      ...{ scope, strength: 'express-written', givenAt: '2000-01-01T00:00:00.000Z', expiresAt: null, revokedAt: null },
    })),
    ...{ pricePerMinuteMicros: null, priceCeilingMicros: null, spentTodayMicros: 0, dailySpendMicros: null },
    ...{ callsLastMinute: 0, callsPerMinute: null, mayOverride: false, rules: [] },
    ...{ holidays, campaignHours: campaign, marginSeconds },
  };
}
