import { listWalletLines } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import { sql } from 'kysely';
import { chargeCalls, holdFor, walletDifferences } from '../src/features/wallet/index.ts';
import { moveMoney } from '../src/features/wallet/store/lines.ts';
import { lockWallets, openWallet } from '../src/features/wallet/store/wallets.ts';
import { found } from '../src/runtime/refusal.ts';
import { ourNumber, type World } from './world.ts';

/** What a minute costs where a workspace has no price of its own. */
export const minute = 21_000;
export const farEnd = '+14155550142';

export interface Placed {
  id: Id<'call'>;
  timeLimitSeconds: number;
}

interface Placing {
  number?: string;
  connectedTo?: string;
  /** After the money is set aside, before the commit. */
  crash?: boolean;
}

/** Plays calls of the first workspace, as far as the wallet sees them. */
export function makePayer(world: World) {
  const tenantId = found(parseId('workspace', world.signedIn.workspace.id));
  const query = (text: string, values: unknown[] = []) => world.app.ctx.db.systemPool.query(text, values);
  const ofWallet = 'select balance_micros as balance, held_micros as held from wallets where tenant_id = $1';
  return {
    tenantId,
    query,
    differences: () => world.app.ctx.db.asSystem(walletDifferences),
    async wallet() {
      const { rows } = await query(ofWallet, [tenantId]);
      return rows[0] as { balance: number; held: number }; // as the statement says
    },

    /** A wallet with just so much money and nothing set aside; the lines of tests before stay. */
    async startWith(micros: number, { overdraft = 0 } = {}): Promise<void> {
      await world.clock.passes(1);
      const { ctx } = world.app;
      const now = ctx.clock.now();
      await ctx.db.asTenant(tenantId, async (tx) => {
        await openWallet(tx, tenantId, now);
        await sql`delete from wallet_holds`.execute(tx);
        await sql`update wallets set held_micros = 0, overdraft_micros = ${overdraft}`.execute(tx);
        const before = found((await lockWallets(tx, [tenantId])).get(tenantId)).balanceMicros;
        const line = { kind: 'adjustment' as const, micros: micros - before, callId: null, revision: 0 };
        const whole = { ...line, tenantId, id: ctx.ids.next('ledger'), by: 'Test', note: '' };
        await moveMoney(tx, { lines: [whole] }, now);
      });
    },

    /** Sets money aside and writes the call, in one transaction; undefined: not paid. */
    async place(timeLimitSeconds: number, { number: to = farEnd, connectedTo, crash = false }: Placing = {}) {
      const { ctx } = world.app;
      const id = ctx.ids.next('call');
      const now = ctx.clock.now();
      const sid = `CA${id.replaceAll('-', '')}`;
      const placing = ctx.db.asTenant(tenantId, async (tx): Promise<Placed> => {
        await sql`
          insert into calls (tenant_id, id, direction, from_number, to_number, reversed_digits, status, placement, sid,
            plan, wants_recording, created_at, metadata, simulated, heard_at)
          values (${tenantId}, ${id}, 'outbound', ${ourNumber}, ${to}, '', 'queued', 'placed', ${sid},
            '{}', false, ${now}, '{}', true, ${now})`.execute(tx);
        const wish = { callId: id, to, connectedTo, timeLimitSeconds };
        const granted = (await holdFor(ctx, tx, tenantId, [wish])).get(id);
        if (!granted || crash) throw new Error(notPlaced);
        return { id, ...granted };
      });
      return placing.catch((error: Error) => {
        if (error.message !== notPlaced) throw error;
        return undefined;
      });
    },

    end: (id: Id<'call'>, facts: { answered: boolean; seconds: number | null }) =>
      query(
        `update calls set status = case when $2 then 'completed' else 'no-answer' end, duration_seconds = $3,
           answered_at = case when $2 then created_at end, ended_at = $4 where id = $1 and outcome is null`,
        [id, facts.answered, facts.seconds, world.clock.now()],
      ),

    /** It is told late how long a call lasted. */
    learn: (id: Id<'call'>, seconds: number) =>
      query('update calls set duration_seconds = $2 where id = $1 and outcome is not null', [id, seconds]),

    /** As two nodes at once would, and once more. */
    async settle(id: Id<'call'>): Promise<void> {
      const { ctx } = world.app;
      const once = () => ctx.db.asSystem((tx) => chargeCalls(ctx, tx, [{ tenantId, id }]));
      await Promise.all([once(), once()]);
      await once();
    },

    /** Kind and amount of what a call was charged, oldest first. */
    async linesOf(id: Id<'call'>) {
      const { items } = await world.admin(listWalletLines, { query: { call_id: formatId('call', id) } });
      return items.map(({ kind, amount }) => [kind, amount]).toReversed();
    },
  };
}

const notPlaced = 'not placed';
