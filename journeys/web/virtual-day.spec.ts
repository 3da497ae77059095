import AxeBuilder from '@axe-core/playwright';
import { addProspects, createCampaign } from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, makeDesk, sees } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
});
afterAll(() => desk?.close());

test('who answers is chosen, the virtual day begins, and it can be cancelled', async () => {
  const settings = { variants: [{ key: 'a', name: 'A', weight: 1, message: 'Your order is ready.' }] };
  const { id } = await desk.world.admin(createCampaign, { body: { name: 'Orders', settings } });
  const body = { people: [{ first_name: 'Ada', phone: '+12124442000' }] };
  await desk.world.admin(addProspects, { params: { campaign_id: id }, body });
  const { page, complaints } = await desk.open(`/campaigns/${id}?tab=overview`, { reducedMotion: 'reduce' });
  const panel = page.getByRole('region', { name: 'Virtual day' });
  await sees(panel.getByText('Nobody is called and nothing is charged.'));
  await panel.getByRole('button', { name: 'Choose who answers…' }).click();
  await panel.getByLabel('Kind of people').selectOption('Everybody answers');
  await sees(panel.getByText('The one person who waits is played.'));
  expect(await panel.getByLabel('Answers and presses 1').inputValue()).toBe('30');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).include('section[aria-labelledby=virtual-day]').analyze();
    expect(violations.map(({ id: rule }) => rule)).toEqual([]);
  }
  await panel.getByRole('button', { name: 'Play the virtual day' }).click();
  await sees(panel.getByRole('status').filter({ hasText: 'Being played' }));
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await sees(panel.getByRole('status').filter({ hasText: 'Cancelled' }));
  await sees(panel.getByRole('button', { name: 'Play it again…' }));
  expect(complaints).toEqual([]);
});
