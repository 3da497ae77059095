import AxeBuilder from '@axe-core/playwright';
import {
  activateCampaign,
  addProspects,
  type CampaignSettings,
  changeCampaign,
  changeMySeat,
  changeMyself,
  createCampaign,
  getCampaign,
  listCalls,
  listCampaigns,
  recordConsent,
} from '@offhook/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, heading, makeDesk, sees, seesNoMore } from './desk.ts';

let desk: Desk;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  desk = await makeDesk();
  ({ page, complaints } = await desk.open('/campaigns', { reducedMotion: 'reduce' }));
});
afterAll(() => desk?.close());

const step = (name: string) => page.getByRole('heading', { level: 2, name });
const next = (name: string) => page.getByRole('button', { name: `Next: ${name}` }).click();
const campaignNamed = async (name: string) =>
  (await desk.world.admin(listCampaigns, {})).items.find((campaign) => campaign.name === name);

test('a campaign is set up step by step, each saved, and says what is missing', async () => {
  await sees(page.getByText('No campaigns yet'));
  await page.getByRole('button', { name: 'New campaign' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Renewals');
  await page.getByRole('button', { name: 'Create draft' }).click();
  await sees(step('Step 1 of 6: Audience'));
  await page
    .getByLabel('One a line: a number, with a name and an e-mail address if you like')
    .fill('Ada Byron, (212) 555-0101\nnobody');
  await sees(page.getByText('Line 2, “nobody”: No phone number'));
  await page.getByRole('button', { name: 'Add 1 person' }).click();
  await sees(page.getByRole('status', { name: 'People in this campaign' }).filter({ hasText: '1 person is' }));
  await next('What they hear');
  await page.getByLabel('Informing').check();
  await page.getByLabel('Message').fill('Good morning. Your order is ready.');
  await next('Numbers');
  await sees(step('Step 3 of 6: Numbers'));
  await next('Schedule');
  await page.getByLabel('Calls a day').fill('none');
  await next('Pace');
  await sees(page.getByRole('alert').filter({ hasText: 'A whole number from 1 to 1,000,000.' }));
  await page.getByLabel('Calls a day').fill('40');
  await page.getByLabel('Only in these hours').check();
  await next('Pace');
  await sees(step('Step 5 of 6: Pace'));
  const saved = await campaignNamed('Renewals');
  expect(saved?.settings).toMatchObject({ purpose: 'informational', daily_limit: 40 });
  expect(saved?.settings.window).toHaveLength(5);
  await page.getByLabel('Progressive').check();
  await next('Review');
  const missing = page.getByRole('region', { name: 'Before it can start' });
  await missing.getByText('Nobody is ready to take calls').waitFor();
  await missing.getByRole('link', { name: 'Pace' }).click();
  await page.getByLabel('Automatic').check();
  await next('Review');
  await seesNoMore(missing);
});

test('the review says person by person what would happen, and starts it', async () => {
  const forecast = page.getByRole('region', { name: 'Forecast' });
  await sees(forecast.getByText('Will be called'));
  await sees(page.getByRole('list', { name: 'Forecast of each person' }).getByText('Ada Byron'));
  await page.getByRole('button', { name: 'Start campaign' }).click();
  await sees(heading(page, 'Renewals'));
  await sees(page.getByRole('status', { name: 'What the campaign does' }));
  expect((await campaignNamed('Renewals'))?.status).toBe('running');
});

test('a running campaign shows by itself what comes of its calls, and is paused', async () => {
  const [answers, busy] = ['+12125550111', '+12125550102'];
  const id = await running('Reminders', { daily_limit: 30 }, [answers, busy]);
  await page.goto(`/campaigns/${id}?tab=prospects`);
  await sees(page.getByRole('table', { name: 'Prospects' }));
  await desk.world.passes(40);
  await sees(page.getByRole('cell', { name: 'Busy' }));
  await page.getByRole('button', { name: 'Contact 1' }).click();
  const panel = page.getByRole('dialog', { name: 'Contact 1' });
  await sees(panel.getByRole('heading', { name: 'Attempts' }));
  await sees(panel.getByRole('listitem'));
  await page.keyboard.press('Escape');
  await seesNoMore(panel);
  await page.getByRole('tab', { name: 'Overview' }).click();
  await sees(
    page.getByRole('region', { name: 'Figures' }).getByRole('link', { name: /^Busy/ }).filter({ hasText: '1' }),
  );
  await page.getByRole('button', { name: 'Pause Reminders' }).click();
  await sees(page.getByRole('button', { name: 'Resume Reminders' }));
  const { status } = await desk.world.admin(getCampaign, { params: { campaign_id: id } });
  expect(status).toBe('paused');
});

test('somebody is left out with a reason, and a campaign that changed meanwhile is not overwritten unseen', async () => {
  const id = (await campaignNamed('Reminders'))?.id ?? '';
  await page.getByRole('tab', { name: 'Prospects' }).click();
  await page.getByRole('button', { name: 'Contact 1' }).click();
  const panel = page.getByRole('dialog', { name: 'Contact 1' });
  await panel.getByRole('button', { name: 'Leave out…' }).click();
  await panel.getByLabel('Why?').fill('Asked by letter');
  await panel.getByLabel('Why?').press('Enter');
  await sees(panel.getByText(/Asked by letter/));
  await page.keyboard.press('Escape');
  await seesNoMore(panel);
  await page.goto(`/campaigns/${id}/edit/schedule`);
  await page.getByLabel('Calls a day').fill('31');
  await desk.world.admin(changeCampaign, { params: { campaign_id: id }, body: { settings: { daily_limit: 32 } } });
  await next('Pace');
  await sees(page.getByRole('alert').filter({ hasText: 'changed meanwhile' }));
  await next('Pace');
  await sees(step('Step 5 of 6: Pace'));
  expect((await campaignNamed('Reminders'))?.settings.daily_limit).toBe(31);
  await page.goto(`/campaigns/${id}`);
});

test('its calls are sorted by a press on a column, and stand among all calls by filter', async () => {
  await page.getByRole('tab', { name: 'Calls' }).click();
  const table = page.getByRole('table', { name: 'Calls' });
  await sees(table);
  await table.getByRole('button', { name: 'Duration' }).click();
  await sees(table.getByRole('columnheader', { name: 'Duration' }).and(page.locator('[aria-sort=descending]')));
  await page.getByRole('link', { name: 'All filters' }).click();
  await sees(heading(page, 'Calls'));
  await sees(page.getByRole('button', { name: 'Remove filter Campaign: Reminders' }));
  expect(complaints).toEqual([]);
});

test('in preview somebody looks at a person, goes on to the next, and calls from their own seat', async () => {
  const { admin } = desk.world;
  await admin(changeMyself, { body: { phone_number: '+14155550190' } });
  await admin(changeMySeat, { body: { state: 'ready' } });
  const id = await running('Visits', { mode: 'preview' }, ['+12125550113', '+12125550114']);
  await admin(changeMySeat, { body: { state: 'away' } });
  await page.goto(`/campaigns/${id}`);
  const panel = page.getByRole('region', { name: 'Next person' });
  await panel.getByRole('button', { name: 'Show the next person' }).click();
  await sees(panel.getByText('Contact 0'));
  await sees(panel.getByText(/be ready first/));
  await panel.getByRole('button', { name: 'Skip for now' }).click();
  await sees(panel.getByText('Contact 1'));
  await panel.getByRole('button', { name: 'Become ready' }).click();
  await panel.getByRole('button', { name: 'Call', exact: true }).click();
  await sees(panel.getByText(/Your phone rings as soon as they answer/));
  expect((await admin(listCalls, { query: { campaign_id: id } })).items).toMatchObject([{ to_number: '+12125550114' }]);
});

test.each([1280, 390])('campaign pages are without a barrier at %d pixels, in light and dark', async (width) => {
  const id = (await campaignNamed('Reminders'))?.id;
  const { page: other } = await desk.open('/campaigns', {
    reducedMotion: 'reduce',
    viewport: { width, height: 800 },
  });
  for (const path of [`/${id}`, `/${id}?tab=prospects`, `/${id}/edit/review`]) {
    await other.goto(`/campaigns${path}`);
    await sees(other.getByRole('heading', { level: 1 }));
    await expect.poll(() => other.locator('[aria-busy=true]').count()).toBe(0);
    await other.emulateMedia({ colorScheme: 'light' });
    expect(await barriers(new AxeBuilder({ page: other }))).toEqual([]);
    // Only the colours change with the theme.
    await other.emulateMedia({ colorScheme: 'dark' });
    expect(await barriers(new AxeBuilder({ page: other }).withRules(['color-contrast']))).toEqual([]);
    expect(await other.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  }
  await other.context().close();
});

async function running(name: string, settings: Partial<CampaignSettings>, phones: readonly string[]): Promise<string> {
  const { admin } = desk.world;
  const variants = [{ key: 'a', name: 'Short', weight: 1, message: 'Your order is ready.' }];
  const own = { purpose: 'informational', variants, calls_per_second: 100, ...settings } as const;
  const { id } = await admin(createCampaign, { body: { name, settings: own } });
  for (const phone_number of phones) {
    const consent = { phone_number, scope: 'artificial', strength: 'express', source: 'An order form' } as const;
    await admin(recordConsent, { body: consent });
  }
  const people = phones.map((phone, index) => ({ first_name: 'Contact', last_name: String(index), phone }));
  await admin(addProspects, { params: { campaign_id: id }, body: { people } });
  await admin(activateCampaign, { params: { campaign_id: id }, body: {} });
  return id;
}

async function barriers(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
