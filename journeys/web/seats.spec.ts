import { changeMyself } from '@offhook/contract';
import { parseId } from '@offhook/kit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { releaseSeat, reserveSeat } from '../../apps/server/src/features/seats/index.ts';
import { found } from '../../apps/server/src/runtime/refusal.ts';
import { makeCall } from '../../apps/server/test/make-call.ts';
import { type Desk, heading, makeDesk, sees, seesNoMore } from './desk.ts';

let desk: Desk;
let page: Page;
beforeAll(async () => {
  desk = await makeDesk();
  ({ page } = await desk.open('/seats', { reducedMotion: 'reduce' }));
  await sees(heading(page, 'Seats'));
});
afterAll(() => desk?.close());

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const seat = (state: string) => page.getByRole('button', { name: `Your seat: ${state}` });
const row = () => page.getByRole('list', { name: 'Seats' }).getByRole('listitem');

test('a seat needs a phone, and is taken and left with one press each', async () => {
  await sees(page.getByText('Nobody has taken a seat yet'));
  await sees(page.getByRole('link', { name: 'Add your phone number' }));
  expect(await button('Ready for calls').isDisabled()).toBe(true);
  expect(await button(/^Your seat/).count()).toBe(0);
  await desk.world.admin(changeMyself, { body: { phone_number: '+14155550190' } });
  await page.reload();
  await button('Ready for calls').click();
  await sees(seat('Ready'));
  await sees(page.getByText('1 ready, 0 on a call, 0 in wrap-up, 0 away'));
  await button('Away').click();
  await sees(seat('Away'));
  await sees(page.getByText('0 ready, 0 on a call, 0 in wrap-up, 1 away'));
});

test('a call shows in the header and in the list by itself, and wrap-up ends when the agent is ready', async () => {
  const { ctx } = desk.world.app;
  const tenantId = found(parseId('workspace', desk.world.signedIn.workspace.id));
  await button('Ready for calls').click();
  await sees(seat('Ready'));
  const callId = found(parseId('call', await makeCall(desk.world, { status: 'in-progress' })));
  const wish = { tenantId, callId, campaignId: ctx.ids.next('campaign'), callWith: 'Grace Hopper', numbers: [] };
  await ctx.db.asSystem((tx) => reserveSeat(ctx, tx, wish));
  await desk.world.settles();
  await sees(seat('On a call'));
  await sees(row().getByRole('link', { name: 'Grace Hopper' }));
  await seat('On a call').click();
  await page.getByRole('menuitem', { name: 'Away after this call' }).click();
  await sees(row().getByText('away after this call'));
  await button('Stay after this call').click();
  await seesNoMore(row().getByText('away after this call'));
  await ctx.db.asSystem((tx) => releaseSeat(ctx, tx, { tenantId, callId }, 'talked'));
  await desk.world.settles();
  await sees(seat('Wrap-up'));
  await page.getByRole('banner').getByRole('button', { name: 'Ready now' }).click();
  await sees(seat('Ready'));
});
