import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, heading, makeDesk, sees } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
});
afterAll(() => desk?.close());

test('a day is played for each pacing mode, and again when the team changes', async () => {
  const { page, complaints } = await desk.open('/campaigns/pacing');
  await sees(heading(page, 'Pacing simulator'));
  const table = page.getByRole('table', { name: 'Modes compared' });
  await sees(table);
  expect(await table.getByRole('columnheader').allTextContents()).toEqual([
    'Figure',
    'Progressive',
    'Power',
    'Predictive',
  ]);
  await sees(page.getByText(/^Predictive keeps people busiest within the limit: \d+ minutes of each hour, against/));
  const people = page.getByRole('slider', { name: 'People taking calls' });
  await people.press('Home');
  await sees(page.getByText(/^The average of 10 days\./));
  // One person, for whom two calls at once are one too many.
  await sees(page.getByText(/^Power would leave \d+\.\d% of those who answer without anybody to talk to/));
  expect(complaints).toEqual([]);
});
