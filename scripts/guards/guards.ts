import { campaignGuards } from './campaign-guards.ts';
import type { Guard } from './guard.ts';
import { walletGuards } from './wallet-guards.ts';

const calls = 'apps/server/src/features/calls';
const inbound = 'apps/server/src/features/inbound';
const schema = 'apps/server/migrations/0003_calls.sql';
const webhookTests = `${calls}/webhooks.api.test.ts`;
const placingTests = `${calls}/placing.api.test.ts`;
const guardTests = `${calls}/guards.api.test.ts`;
const foldTests = `${calls}/call.test.ts`;
const tokenTests = `${calls}/attempt-token.test.ts`;

export const guards: readonly Guard[] = [
  {
    name: 'a report has one name in the history of its call',
    file: schema,
    edits: [{ text: '  primary key (tenant_id, call_id, key),\n', instead: '' }],
    tests: [{ file: guardTests, name: 'a report stands once in the history of its call, whoever writes the second' }],
  },
  {
    name: 'a call has one live attempt',
    file: schema,
    edits: [{ text: 'create unique index attempts_one_live', instead: 'create index attempts_one_live' }],
    tests: [{ file: guardTests, name: 'a call has one live attempt at most, whoever writes the second' }],
  },
  {
    name: 'a call of the carrier is one call here',
    file: schema,
    edits: [{ text: 'create unique index calls_sid', instead: 'create index calls_sid' }],
    tests: [
      { file: guardTests, name: 'two calls never have the same id of the carrier' },
      { file: webhookTests, name: 'is written down once, however often it is asked about' },
    ],
  },
  {
    name: 'a kind of charge stands once on a call',
    file: 'apps/server/migrations/0010_costs_and_rollups.sql',
    edits: [{ text: 'alter table charges add primary key (tenant_id, call_id, kind, sid, revision);', instead: '' }],
    tests: [{ file: guardTests, name: 'an estimate stands once on a call for each kind of charge' }],
  },
  {
    name: 'calls are fenced by tenant in the database',
    file: schema,
    edits: [
      {
        text: "call fence('calls', 'select, insert, update, delete', true);",
        instead: `call fence('calls', 'select, insert, update, delete', true);
alter table calls disable row level security;`,
      },
    ],
    tests: [
      { file: 'apps/server/test/tenancy.api.test.ts', name: 'lists show nothing of another workspace' },
      { file: 'apps/server/test/catalogue.api.test.ts', name: 'have row level security, enabled and forced' },
    ],
  },
  {
    name: 'a token in a URL carries our MAC',
    file: `${calls}/attempt-token.ts`,
    edits: [{ text: 'if (!same(mac(data), bytes.subarray(34))) return undefined;', instead: '' }],
    tests: [
      { file: tokenTests, name: 'a token of another key, a changed one and a mangled one are none' },
      { file: webhookTests, name: 'with a token in its URL that we did not write is refused' },
    ],
  },
  {
    name: 'a token in a URL grows too old',
    file: `${calls}/attempt-token.ts`,
    edits: [{ text: 'age > lifeDays || ', instead: '' }],
    tests: [{ file: tokenTests, name: 'a token is dead after three days' }],
  },
  {
    name: 'a final status is final',
    file: `${calls}/call.ts`,
    edits: [
      {
        text: 'isFinal(call.status) || rank[status] <= rank[call.status]',
        instead: 'rank[status] < rank[call.status]',
      },
    ],
    tests: [{ file: foldTests, name: 'never leaves a final status' }],
  },
  {
    name: 'a status never goes backward',
    file: `${calls}/call.ts`,
    edits: [{ text: 'isFinal(call.status) || rank[status] <= rank[call.status]', instead: 'isFinal(call.status)' }],
    tests: [{ file: foldTests, name: 'never takes a status back, report by report' }],
  },
  {
    name: 'a second call for one attempt is not taken for the first',
    file: `${calls}/actions/take-reports.ts`,
    edits: [{ text: "verdict: sid === report.sid ? 'live' : 'twin'", instead: "verdict: 'live'" }],
    tests: [{ file: webhookTests, name: 'never touch the first, and that call is told to hang up' }],
  },
  {
    name: 'what is no longer wanted is not dialed',
    file: `${calls}/actions/ask-for-call.ts`,
    edits: [{ text: "if (!(await stillIntended(tx, [id])).has(id)) return 'It was given up.';", instead: '' }],
    tests: [{ file: guardTests, name: 'a call that was hung up while the carrier let us wait is never dialed' }],
  },
  {
    name: 'only 429 is asked again',
    file: `${calls}/actions/ask-for-call.ts`,
    edits: [
      {
        text: "if (outcome.outcome !== 'busy' || tries === mostTries) return outcome;",
        instead: `if (outcome.outcome === 'unknown' && tries < mostTries) continue;
    if (outcome.outcome !== 'busy' || tries === mostTries) return outcome;`,
      },
    ],
    tests: [
      {
        file: placingTests,
        name: 'after error-after the call is unknown, is never asked again, and its callbacks bind it',
      },
    ],
  },
  {
    name: 'nothing is given up before the horizon',
    file: `${calls}/actions/reconcile.ts`,
    edits: [{ text: 'if (ageMs < ctx.config.carrier.reconcileAfterMs) return;', instead: '' }],
    tests: [{ file: placingTests, name: 'ends as not placed, only after the horizon' }],
  },
  {
    name: 'what was given up stays so',
    file: `${calls}/placement.ts`,
    edits: [{ text: 'if (isFinal(call.status)) return call;', instead: '' }],
    tests: [{ file: placingTests, name: 'a call that was given up stays so when the carrier accepts it late' }],
  },
  {
    name: 'a webhook carries a signature',
    file: 'apps/server/src/runtime/signatures.ts',
    edits: [
      { text: 'if (sameBytes(Buffer.from(expected), Buffer.from(signature))) return true;', instead: 'return true;' },
    ],
    tests: [{ file: webhookTests, name: 'with another signature is refused and changes nothing' }],
  },
  {
    name: 'a webhook is of the account whose token signed it',
    file: 'apps/server/src/features/workspaces/store.ts',
    edits: [
      {
        text: ".select(connectionColumns).where('account_sid', '=', accountSid)",
        instead: '.select(connectionColumns)',
      },
    ],
    tests: [{ file: webhookTests, name: 'of another account is refused although it is signed with our token' }],
  },
  {
    name: 'a webhook with a token belongs to the workspace of the token',
    file: `${calls}/signed-webhooks.ts`,
    edits: [{ text: '.filter(({ tenantId }) => !token || tenantId === token.tenantId)', instead: '' }],
    tests: [{ file: guardTests, name: 'two workspaces on one account each follow their own call' }],
  },
  {
    name: 'a report finds calls of its own workspace only',
    file: `${calls}/store/ingest.ts`,
    edits: [
      { text: 'where s.tenant_id = p.tenant_id and s.sid = p.sid', instead: 'where s.sid = p.sid' },
      { text: 'on c.tenant_id = w.tenant_id and c.id = w.call_id', instead: 'on c.id = w.call_id' },
    ],
    tests: [{ file: guardTests, name: 'a workspace that signs with its own key cannot report on the call of another' }],
  },
  {
    name: 'the outbox is read up to the oldest transaction that still runs',
    file: 'apps/server/src/runtime/outbox.ts',
    edits: [{ text: ' and tx < pg_snapshot_xmin(pg_current_snapshot())\n', instead: '\n' }],
    tests: [
      {
        file: 'apps/server/src/runtime/outbox.api.test.ts',
        name: 'a slow transaction is not overtaken by a later one',
      },
    ],
  },
  {
    name: 'an Idempotency-Key belongs to one body',
    file: 'apps/server/src/runtime/idempotency.ts',
    edits: [{ text: "if (known.body_hash !== bodyHash) throw new Refusal('idempotency.conflict');", instead: '' }],
    tests: [{ file: placingTests, name: 'another body under the same key is a conflict' }],
  },
  {
    name: 'an address of a flow speaks of its own call only',
    file: `${calls}/signed-webhooks.ts`,
    edits: [
      {
        text: 'flow === undefined || params?.CallSid === flow.sid || params?.ParentCallSid === flow.sid',
        instead: 'true',
      },
    ],
    tests: [
      {
        file: `${inbound}/inbound.api.test.ts`,
        name: 'an address that was given for one call is refused for another, however well it is signed',
      },
    ],
  },
  {
    name: 'what is pressed at a sensitive node is not written down',
    file: `${calls}/inbound-webhooks.ts`,
    edits: [{ text: 'flow.isSecret ? withoutSecrets(about.body) : about.body', instead: 'about.body' }],
    tests: [{ file: `${inbound}/flows.api.test.ts`, name: 'what is pressed at a sensitive node is written nowhere' }],
  },
  ...walletGuards,
  ...campaignGuards,
];
