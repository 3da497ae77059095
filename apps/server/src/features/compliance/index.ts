import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { forgetOldAttempts } from './actions/forget-attempts.ts';
import { dropUnfinished } from './actions/imports.ts';
import { complianceJobs } from './jobs.ts';
import { complianceRoutes } from './routes.ts';

export { grantConsents, undoConsents } from './actions/imported-consents.ts';
export { type Leg, legGate, legsRefused } from './actions/legs.ts';
export { openingsOf } from './actions/openings.ts';
export { suppress } from './actions/suppress.ts';
export { suppressedAmong } from './actions/suppressions.ts';
export { replay, type Surroundings, type Verdict, weigh } from './actions/weigh.ts';
export type { CampaignHours } from './campaign-hours.ts';
export type { GateFacts } from './facts.ts';
export type { OpenTimes } from './open-times.ts';
export type { GateDecision, GateReason } from './reasons.ts';
export { numberHasher } from './store/number-hash.ts';
export { type CallVoice, type CallWishFacts, strictestOf } from './wish.ts';
export { sentenceOf, wordsOf } from './words.ts';
export { zonesOf } from './zones.ts';

const quarterMs = 900_000;
const hourMs = 3_600_000;

export const complianceFeature = (ctx: Context): Feature => ({
  name: 'compliance',
  routes: complianceRoutes(ctx),
  jobs: complianceJobs(ctx),
  sweeps: [
    { name: 'compliance.drop_unfinished', everyMs: quarterMs, run: () => dropUnfinished(ctx) },
    { name: 'compliance.forget_attempts', everyMs: hourMs, run: () => forgetOldAttempts(ctx) },
  ],
});
