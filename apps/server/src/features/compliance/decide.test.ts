import { describe, expect, test } from 'vitest';
import { longestCapMs } from './attempt-caps.ts';
import { decide } from './decide.ts';
import type { AttemptFact, ConsentFact, GateFacts } from './facts.ts';
import { reasonCodes } from './reasons.ts';
import { builtInRules } from './rules/all-rules.ts';
import { calendarsOf } from './rules/in-force.ts';
import { zonesOf } from './zones.ts';

// A Tuesday at 11:00 in New York.
const now = '2026-06-16T15:00:00.000Z';
const holidays = Object.fromEntries(calendarsOf(builtInRules).map((calendar) => [calendar, []]));
const hoursAgo = (hours: number) => new Date(Date.parse(now) - hours * 3_600_000).toISOString();

/** All that is known of a live sales call to New York at eleven. */
function facts(more: Partial<Omit<GateFacts, 'wish'>> & { wish?: Partial<GateFacts['wish']> } = {}): GateFacts {
  const wish = {
    ...({ to: '+12125550123', from: '+14155550100', purpose: 'telemarketing', voice: 'live' } as const),
    ...{ contactId: null, statedZone: null, statedRegion: null, campaignId: null },
    ...more.wish,
  };
  const { zones, jurisdictions } = zonesOf(wish.to);
  return {
    ...{ at: now, zones: [...zones], jurisdictions: [...jurisdictions], numberType: 'fixed-or-mobile', country: 'US' },
    ...{ suppressedBy: null, consents: [], attempts: [], countryAllowed: true, deniedNumberTypes: [], frozenAreas: [] },
    ...{ pricePerMinuteMicros: 14_000, priceCeilingMicros: null, spentTodayMicros: 0, dailySpendMicros: null },
    ...{ callsLastMinute: 0, callsPerMinute: null, abandonment: null, campaignHours: null, marginSeconds: 60 },
    ...{ holidays, mayOverride: false, rules: [] },
    ...more,
    wish,
  };
}

const consent = (more: Partial<ConsentFact> = {}): ConsentFact => ({
  ...{ scope: 'calls', strength: 'express', givenAt: hoursAgo(500), expiresAt: null, revokedAt: null },
  ...more,
});
const attempt = (hours: number, more: Partial<AttemptFact> = {}): AttemptFact => ({
  ...{ at: hoursAgo(hours), campaignId: null, outcome: 'no-answer' },
  ...more,
});

function reasonsOf(given: GateFacts) {
  const decision = decide(given, builtInRules);
  return decision.allowed ? [] : decision.reasons;
}
const said = (given: GateFacts) => reasonsOf(given).map(({ code, rule }) => (rule ? `${code} ${rule}` : code));

test('a call that nothing speaks against names its rules and when it closes', () => {
  expect(decide(facts(), builtInRules)).toEqual({
    allowed: true,
    rules: ['US@1'],
    closesAt: '2026-06-17T00:59:00.000Z',
    overridden: [],
  });
});

test('every reason is named, in one order', () => {
  const everything = facts({
    at: '2026-06-16T05:00:00.000Z',
    wish: { to: '+13055550123', from: '+13055550123', connectedTo: '+13055550123', voice: 'artificial' },
    ...{ countryAllowed: false, numberType: 'premium', deniedNumberTypes: ['premium'] },
    suppressedBy: { list: 'Do not call', since: hoursAgo(1) },
    frozenAreas: [{ jurisdiction: 'US-FL', reason: 'hurricane', until: null }],
    attempts: [attempt(11), attempt(12), attempt(13)],
    ...{
      priceCeilingMicros: 10_000,
      callsLastMinute: 60,
      callsPerMinute: 60,
      spentTodayMicros: 5,
      dailySpendMicros: 5,
    },
  });
  const codes = reasonsOf(everything).map(({ code }) => code);
  expect([...new Set(codes)]).toEqual(reasonCodes);
});

test('the same facts decide the same, and are not touched', () => {
  const given = facts({ attempts: [attempt(1)], consents: [consent()] });
  const before = structuredClone(given);
  expect(decide(given, builtInRules)).toEqual(decide(JSON.parse(JSON.stringify(given)), builtInRules));
  expect(given).toEqual(before);
});

describe('who may not be called', () => {
  test('whoever asked not to be, for any purpose', () => {
    const suppressedBy = { list: 'Do not call', since: hoursAgo(1) };
    expect(said(facts({ suppressedBy }))).toEqual(['compliance.suppressed']);
    expect(said(facts({ suppressedBy, wish: { purpose: 'personal' } }))).toEqual(['compliance.suppressed']);
  });

  test('whoever took a consent back, until it is given anew', () => {
    const revoked = consent({ revokedAt: hoursAgo(2) });
    expect(said(facts({ consents: [revoked] }))).toEqual(['compliance.suppressed']);
    expect(said(facts({ consents: [revoked, consent({ givenAt: hoursAgo(1) })] }))).toEqual([]);
    expect(said(facts({ consents: [revoked, consent({ givenAt: hoursAgo(3) })] }))).toEqual(['compliance.suppressed']);
  });

  test('a country that is not allowed or not known, and a number that is nowhere', () => {
    expect(said(facts({ countryAllowed: false }))).toEqual(['compliance.country_not_allowed']);
    expect(said(facts({ country: null }))).toEqual(['compliance.country_not_allowed']);
    expect(said(facts({ wish: { to: '+18005550123' }, numberType: 'toll-free' }))).toContain('compliance.number_type');
    expect(said(facts({ wish: { to: '+18005550123', purpose: 'personal' }, numberType: 'toll-free' }))).toEqual([]);
  });

  test('an area that is frozen, until it is not', () => {
    const frozen = (until: string | null) =>
      facts({ frozenAreas: [{ jurisdiction: 'US-NY', reason: 'storm', until }] });
    expect(reasonsOf(frozen(null))).toMatchObject([{ code: 'compliance.rule_forbids', until: null }]);
    expect(said(frozen(hoursAgo(-1)))).toEqual(['compliance.rule_forbids']);
    expect(said(frozen(hoursAgo(1)))).toEqual([]);
  });
});

describe('consent', () => {
  test.each([
    ['prerecorded', 'telemarketing', [], ['US-PRERECORDED-TELEMARKETING@1']],
    ['artificial', 'telemarketing', [consent({ scope: 'artificial' })], ['US-PRERECORDED-TELEMARKETING@1']],
    [
      'artificial',
      'telemarketing',
      [consent({ scope: 'calls', strength: 'express-written' })],
      ['US-PRERECORDED-TELEMARKETING@1'],
    ],
    ['artificial', 'telemarketing', [consent({ scope: 'artificial', strength: 'express-written' })], []],
    [
      'artificial',
      'telemarketing',
      [consent({ scope: 'artificial', strength: 'express-written', expiresAt: hoursAgo(0) })],
      ['US-PRERECORDED-TELEMARKETING@1'],
    ],
    [
      'artificial',
      'telemarketing',
      [consent({ scope: 'artificial', strength: 'express-written', givenAt: hoursAgo(-1) })],
      ['US-PRERECORDED-TELEMARKETING@1'],
    ],
    ['prerecorded', 'informational', [], ['US-PRERECORDED-INFORMATIONAL@1']],
    ['prerecorded', 'informational', [consent({ scope: 'prerecorded' })], []],
    ['live', 'telemarketing', [], []],
  ] as const)('%s, %s, with %j', (voice, purpose, consents, rules) => {
    expect(said(facts({ wish: { voice, purpose }, consents: [...consents] }))).toEqual(
      rules.map((rule) => `compliance.no_consent ${rule}`),
    );
  });

  test('a fixed line may be told something three times in thirty days without consent', () => {
    const told = (attempts: AttemptFact[], consents: ConsentFact[] = []) =>
      said(
        facts({
          wish: { voice: 'prerecorded', purpose: 'informational' },
          numberType: 'fixed-line',
          attempts,
          consents,
        }),
      );
    const three = [attempt(200), attempt(100), attempt(30)];
    expect(told(three.slice(1))).toEqual([]);
    expect(told(three)).toEqual(['compliance.too_many_attempts US-PRERECORDED-EXEMPT@1']);
    expect(told(three, [consent({ scope: 'prerecorded' })])).toEqual([]);
  });

  test('France and Germany ask for it before any sales call, France since August 11, 2026', () => {
    const abroad = (to: string, at: string, consents: ConsentFact[] = []) =>
      said(facts({ wish: { to }, country: to.startsWith('+33') ? 'FR' : 'DE', at, consents }));
    expect(abroad('+33612345678', '2026-08-10T09:00:00.000Z')).toEqual([]);
    expect(abroad('+33612345678', '2026-08-11T09:00:00.000Z')).toEqual(['compliance.no_consent FR-OPT-IN@1']);
    expect(abroad('+33612345678', '2026-08-11T09:00:00.000Z', [consent()])).toEqual([]);
    expect(abroad('+4930123456', '2026-08-11T09:00:00.000Z')).toEqual(['compliance.no_consent DE@1']);
  });
});

describe('attempts', () => {
  const florida = (attempts: AttemptFact[]) => reasonsOf(facts({ wish: { to: '+13055550123' }, attempts }));

  test('three in 24 hours that roll on, whatever campaign and outcome', () => {
    const three = [
      attempt(23.9, { outcome: null }),
      attempt(10, { outcome: 'unknown' }),
      attempt(1, { outcome: 'busy' }),
    ];
    expect(florida(three)).toMatchObject([
      { code: 'compliance.too_many_attempts', rule: 'US-FL@1', until: hoursAgo(-0.1) },
    ]);
    expect(florida([attempt(24), ...three.slice(1)])).toEqual([]);
    expect(florida([attempt(-1), ...three.slice(1)])).toMatchObject([{ until: hoursAgo(-14) }]);
  });

  test('a fourth one waits for the second to pass', () => {
    const four = [attempt(20), attempt(15), attempt(10), attempt(5)];
    expect(florida(four)).toMatchObject([{ until: hoursAgo(-9) }]);
  });

  test('about a debt none for a week after a conversation, and seven in a week', () => {
    const debt = (attempts: AttemptFact[]) => reasonsOf(facts({ wish: { purpose: 'debt-collection' }, attempts }));
    expect(debt([attempt(24, { outcome: 'human' })])).toMatchObject([{ rule: 'US-DEBT@1', until: hoursAgo(-144) }]);
    expect(debt([attempt(48, { outcome: 'human' }), attempt(2)])).toMatchObject([{ until: hoursAgo(-120) }]);
    expect(debt([attempt(169, { outcome: 'human' })])).toEqual([]);
    const daily = [0.5, 24, 48, 72, 96, 120, 144].map((hours) => attempt(hours));
    expect(debt(daily)).toMatchObject([{ rule: 'US-DEBT@1', until: hoursAgo(-24) }]);
    expect(debt(daily.slice(1))).toEqual([]);
  });

  test('in France none for sixty days after a refusal, in Britain none for three after an abandoned call', () => {
    const abroad = (to: string, attempts: AttemptFact[]) =>
      said(facts({ wish: { to }, at: now, attempts, consents: [consent()] }));
    expect(abroad('+33612345678', [attempt(1400, { outcome: 'human', declined: true })])).toEqual([
      'compliance.too_many_attempts FR@1',
    ]);
    expect(abroad('+33612345678', [attempt(1441, { outcome: 'human', declined: true })])).toEqual([]);
    expect(abroad('+447911123456', [attempt(71, { outcome: 'abandoned' })])).toEqual([
      'compliance.too_many_attempts GB@1',
    ]);
    expect(abroad('+447911123456', [attempt(71)])).toEqual([]);
  });

  test('sixty days back must be known', () => {
    expect(longestCapMs(builtInRules)).toBe(60 * 86_400_000);
  });
});

describe('abandoned calls', () => {
  const campaign = (answered: number, abandoned: number, reserved = false) =>
    said(facts({ abandonment: { answered, abandoned, reserved } }));

  test('stop a campaign at three in a hundred, but for calls that a person waits for', () => {
    expect(campaign(100, 2)).toEqual([]);
    expect(campaign(100, 3)).toEqual(['compliance.rule_forbids US@1']);
    expect(campaign(10, 1)).toEqual(['compliance.rule_forbids US@1']);
    expect(campaign(100, 3, true)).toEqual([]);
    expect(campaign(0, 0)).toEqual([]);
  });
});

test('each rule that is closed says so, and when calls go on', () => {
  const late = facts({ at: '2026-06-17T01:30:00.000Z', wish: { to: '+13055550123' } });
  expect(reasonsOf(late)).toMatchObject([
    { rule: 'US@1', until: '2026-06-17T12:00:00.000Z', details: { zones: 'America/New_York' } },
    { rule: 'US-FL@1', until: '2026-06-17T12:00:00.000Z' },
  ]);
  const hours = {
    zone: null,
    weekly: [{ day: 'tue' as const, from: '15:00', to: '16:00' }],
    dates: [],
    startsAt: null,
    endsAt: null,
  };
  expect(reasonsOf(facts({ campaignHours: hours }))).toMatchObject([
    { code: 'compliance.outside_hours', rule: null, until: '2026-06-16T19:00:00.000Z' },
  ]);
});

test('a personal call has no hours, caps or consents', () => {
  const night = facts({
    at: '2026-06-16T05:00:00.000Z',
    wish: { to: '+13055550123', purpose: 'personal', voice: 'artificial' },
    attempts: [attempt(11), attempt(12), attempt(13)],
  });
  expect(decide(night, builtInRules)).toEqual({ allowed: true, rules: [], closesAt: null, overridden: [] });
});

describe('an override', () => {
  const atNight = (more: Parameters<typeof facts>[0] = {}) =>
    facts({
      at: '2026-06-16T05:00:00.000Z',
      mayOverride: true,
      ...more,
      wish: { overrideReason: 'She asked for it', ...more.wish },
    });

  test('lets a call through and keeps what spoke against it', () => {
    expect(decide(atNight(), builtInRules)).toMatchObject({
      allowed: true,
      overridden: [{ code: 'compliance.outside_hours', rule: 'US@1' }],
    });
  });

  test('needs the permission and a reason', () => {
    expect(said(atNight({ mayOverride: false }))).toEqual(['compliance.outside_hours US@1']);
    expect(said(atNight({ wish: { overrideReason: '  ' } }))).toEqual(['compliance.outside_hours US@1']);
  });

  test('never goes for country, number type, price, pace and spending', () => {
    expect(said(atNight({ countryAllowed: false }))).toContain('compliance.country_not_allowed');
    expect(said(atNight({ deniedNumberTypes: ['fixed-or-mobile'] }))).toContain('compliance.number_type');
    expect(said(atNight({ priceCeilingMicros: 1 }))).toContain('compliance.price_too_high');
    expect(said(atNight({ callsPerMinute: 0 }))).toContain('compliance.too_fast');
    expect(said(atNight({ dailySpendMicros: 0 }))).toContain('compliance.daily_spend');
  });
});

test('a consent that says no date is never newer than a revocation; one that says a later one is', () => {
  const revoked = consent({ scope: 'calls', revokedAt: hoursAgo(48) });
  const anew = (more: Partial<ConsentFact>) =>
    said(facts({ consents: [revoked, consent({ givenAt: hoursAgo(1), ...more })] }));
  expect(anew({ undated: true })).toEqual(['compliance.suppressed']);
  expect(anew({ givenAt: hoursAgo(49) })).toEqual(['compliance.suppressed']);
  expect(anew({})).toEqual([]);
});

test('what calls under way have set aside counts as spent, and is told apart from it', () => {
  const limit = { dailySpendMicros: 100, pricePerMinuteMicros: 10 };
  expect(reasonsOf(facts({ ...limit, spentTodayMicros: 60, reservedMicros: 39 }))).toEqual([]);
  expect(reasonsOf(facts({ ...limit, spentTodayMicros: 60, reservedMicros: 40 }))).toMatchObject([
    { code: 'compliance.daily_spend', details: { spent_micros: '100', reserved_micros: '40' } },
  ]);
  expect(reasonsOf(facts({ ...limit, spentTodayMicros: 100 }))[0]?.details).not.toHaveProperty('reserved_micros');
});
