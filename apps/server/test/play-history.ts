import type { Id } from '@offhook/kit';
import type { Context } from '../src/context.ts';
import { settleCalls } from '../src/features/insights/actions/settle.ts';
import { takePrices } from '../src/features/wallet/actions/ask-prices.ts';
import { type Counted, firstMs, keyOf, legSid, recordingSid, type Step } from './call-history.ts';

type Rows = Record<string, unknown>[];

const powers = { lockFirst: async () => undefined, alsoSettle: async () => undefined };

/** Plays histories against the database, as two nodes would, and remembers what nobody else does. */
export function makePlayer(ctx: Context, tenantId: Id<'workspace'>, people: readonly (string | null)[]) {
  const query = async (text: string, values: unknown[] = []): Promise<Rows> =>
    (await ctx.db.systemPool.query<Record<string, unknown>>(text, values)).rows;
  /** What the carrier told last, by the sid. */
  const told = new Map<string, number>();
  /** Of what it told a price in another currency. */
  const toldElsewhere = new Set<string>();
  const deleted: Counted[] = [];
  const gone = new Set<string>();

  const settle = () => Promise.all([settleCalls(ctx, powers), settleCalls(ctx, powers), checkSums()]);
  const checkSums = async () => {
    const wrong = await query(`select c.id from calls c where c.cost_micros is distinct from (
      select sum(h.micros) from charges h where h.tenant_id = c.tenant_id and h.call_id = c.id)`);
    if (wrong.length > 0) throw new Error(`the sums of ${JSON.stringify(wrong)} are not those of the ledger`);
  };

  const play = async (run: number, step: Step): Promise<void> => {
    if (step.do === 'settle') return void (await settle());
    const { id } = keyOf(tenantId, run, step.call);
    if (gone.has(id)) return;
    switch (step.do) {
      case 'begin':
        await query(
          `insert into calls (tenant_id, id, direction, from_number, to_number, reversed_digits, status, placement, sid,
             person_id, plan, wants_recording, created_at, metadata, simulated, is_sample, heard_at)
           values ($1, $2, $3, '+14155550199', '+14155550142', '', 'in-progress', 'placed', $4, $5, '{}', true, $6, '{}',
             true, $7, $6) on conflict do nothing`,
          [
            ...[tenantId, id, step.inbound ? 'inbound' : 'outbound', legSid(run, step.call, 0)],
            ...[people[step.person] ?? null, new Date(firstMs + step.minute * 60_000), step.sample],
          ],
        );
        return;
      case 'end':
        await query(
          `update calls set status = $2, answered_by = $4, duration_seconds = $3, ended_at = created_at + interval '9 min',
             answered_at = case when $2 = 'completed' then created_at + interval '5 s' end
           where id = $1 and outcome is null`,
          [id, step.outcome, step.seconds, step.by],
        );
        return;
      case 'learn-duration':
        await query(
          'update calls set duration_seconds = coalesce(duration_seconds, $2) where id = $1 and outcome is not null',
          [id, step.seconds],
        );
        return;
      case 'leg':
        return addLeg(id, legSid(run, step.call, step.leg), step.seconds);
      case 'record':
        await query(
          `insert into recordings (tenant_id, id, call_id, sid, status, duration_seconds, created_at)
           select tenant_id, $4, id, $2, 'fetching', $3, created_at from calls where id = $1
           on conflict (tenant_id, sid) do update
             set duration_seconds = coalesce(recordings.duration_seconds, excluded.duration_seconds)`,
          [id, recordingSid(run, step.call, step.recording), step.seconds, ctx.ids.next('recording')],
        );
        return;
      case 'price':
        return tellPrice(run, step);
      case 'delete':
        await settle();
        deleted.push(...(await countedCalls(id)));
        await query('delete from calls where id = $1', [id]);
        gone.add(id);
    }
  };

  const addLeg = async (id: string, sid: string, seconds: number | null) => {
    const at = new Date(firstMs).toISOString();
    const leg = {
      sid,
      to: '+14155550111',
      answeredAt: at,
      endedAt: seconds === null ? null : at,
      durationSeconds: seconds,
    };
    // A leg that has ended stays as it is.
    await query(
      `update calls set legs = (
         select coalesce(jsonb_agg(l), '[]') from jsonb_array_elements(legs) l where l ->> 'sid' <> $2
       ) || $3::jsonb
       where id = $1 and not exists (
         select from jsonb_array_elements(legs) l where l ->> 'sid' = $2 and l ->> 'endedAt' is not null)`,
      [id, sid, JSON.stringify([leg])],
    );
  };

  const tellPrice = async (run: number, { call, leg, micros, currency }: Extract<Step, { do: 'price' }>) => {
    const key = keyOf(tenantId, run, call);
    const [known] = await query('select from calls where id = $1 and outcome is not null', [key.id]);
    if (!known) return;
    const kind = leg === 3 ? ('recording' as const) : ('minutes' as const);
    const sid = leg === 3 ? recordingSid(run, call, 1) : legSid(run, call, leg);
    const check = {
      ...key,
      sid,
      endedAt: new Date(firstMs),
      timesAsked: 1,
      hasLegs: true,
      hasRecordings: true,
      currency: 'USD',
    };
    const answer = { check, told: [{ kind, sid, micros, currency }] };
    await Promise.all([takePrices(ctx, [answer]), takePrices(ctx, [answer]), settle()]);
    // Somebody who found the call locked left it: it is told again.
    await takePrices(ctx, [answer]);
    if (currency === 'USD') told.set(sid, micros);
    else toldElsewhere.add(sid);
  };

  const countedCalls = async (id?: string): Promise<Counted[]> =>
    (await query(
      `select created_at as "createdAt", coalesce(person_id, '00000000-0000-0000-0000-000000000000') as "personId",
         direction, outcome, case when answered_at is null then 0 else 1 end as answered,
         case when answered_by = 'human' then 1 else 0 end as humans,
         case when answered_by like 'machine%' then 1 else 0 end as machines,
         case when drop_finished_at is null then 0 else 1 end as drops,
         coalesce(duration_seconds, 0)::int as seconds, coalesce(cost_micros, 0) as micros
       from calls where outcome is not null ${id ? 'and id = $1 and not is_sample' : ''}`,
      id ? [id] : [],
    )) as unknown as Counted[]; // as the statement says

  return { play, settle, query, told, toldElsewhere, counted: async () => [...(await countedCalls()), ...deleted] };
}
