import { otherRules } from './other-countries.ts';
import type { Rule } from './rule.ts';
import { federalRules } from './us-federal.ts';
import { stateRules } from './us-states.ts';

/**
 * Careful defaults from public sources, not legal advice. The statutes of WA, SD, RI, ZA and parts of US, US-DEBT and CT
 * were read; the others come from secondary sources, and each says how sure it is. Compiled 2026-11-21.
 */
export const builtInRules: readonly Rule[] = [...federalRules, ...stateRules, ...otherRules];
