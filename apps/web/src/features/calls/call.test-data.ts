import { type Call, documentedNames } from '@offhook/contract';

/** A call for the tests of this folder; anything may be given. */
export function sampleCall(given: Partial<Call> = {}): Call {
  const own = {
    id: 'call_1',
    direction: 'outbound',
    from_number: '+12025550100',
    to_number: '+12133734253',
    status: 'in-progress',
    placement: 'placed',
    call_sid: `CA${'0'.repeat(32)}`,
    answered_by: null,
    contact: null,
    campaign: null,
    prospect_id: null,
    person: null,
    created_at: '2026-11-21T14:00:00Z',
    ringing_at: null,
    answered_at: null,
    ended_at: null,
    duration_seconds: null,
    cost: null,
    currency: 'USD',
    cost_basis: null,
    answered_by_class: null,
    voicemail_drop: null,
    voicemail_dropped: false,
    script: null,
    connect: null,
    retry_of: null,
    tags: [],
    recording: null,
    notes: null,
    disposition: null,
    metadata: {},
    error: null,
    simulated: true,
    sample: false,
    ...given,
  } satisfies Partial<Call>;
  return { ...own, ...documentedNames(own) };
}
