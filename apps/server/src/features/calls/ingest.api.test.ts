import { placeCall } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';
import { makeIngest } from './actions/ingest.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld({ environment: { PUBLIC_URL: 'https://phone.example.com', SWEEP_SECONDS: '80000' } });
});
afterAll(() => world.close());

test('whoever listens is answered before the reports that came earlier', async () => {
  const { ctx } = world.app;
  const body = { to: '+14155550110', from: ourNumber, message: 'Hi.' };
  const { call_sid: sid } = await world.admin(placeCall, { body });
  const { rows } = await ctx.db.systemPool.query<{ tenant_id: Id<'workspace'> }>('select tenant_id from workspaces');
  const ingest = makeIngest(ctx);
  const answered: string[] = [];
  const take = async (name: string, isUrgent: boolean) => {
    const at = ctx.clock.now();
    await ingest.take({
      isUrgent,
      report: {
        tenantId: rows[0]?.tenant_id ?? ('' as never), // there is one workspace
        attemptId: undefined,
        sid: sid ?? '',
        event: isUrgent ? { kind: 'answered', at } : { kind: 'keypress', at, digits: name },
        receivedAt: at,
        source: 'webhook',
      },
      request: { id: ctx.ids.next('request'), kind: 'status', method: 'POST', url: '/', body: '', startedAt: 0 },
      answer: () => ({ status: 204, body: '' }),
    });
    answered.push(name);
  };
  const reports = Array.from({ length: 900 }, (_, index) => take(String(index), false));
  await Promise.all([...reports, take('page', true)]);
  expect(answered).toHaveLength(901);
  // In one of the first commits, and not behind all of them.
  expect(answered.indexOf('page')).toBeLessThan(450);
});
