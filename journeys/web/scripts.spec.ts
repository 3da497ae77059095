import { changeScript, createContact, createScript, getScript, listScripts } from '@offhook/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, heading, makeDesk, sees, seesNoMore } from './desk.ts';

let desk: Desk;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  desk = await makeDesk();
  await desk.world.admin(createContact, { body: { name: 'Ada Byron', phone_number: '+14155550142' } });
  ({ page, complaints } = await desk.open('/scripts'));
});
afterAll(() => desk?.close());

const preview = () => page.getByRole('region', { name: 'Preview' });
const versions = () => page.getByRole('list', { name: 'Versions' });
const scriptNow = async () => {
  const { items } = await desk.world.admin(listScripts, { query: { search: 'Renewal' } });
  return desk.world.admin(getScript, { params: { script_id: items.at(-1)?.id ?? '' } });
};

test('a script is written with chips, a variable of its own, and a preview for a contact', async () => {
  await sees(page.getByText('No scripts yet'));
  await page.getByRole('link', { name: 'New script' }).click();
  await sees(heading(page, 'New script'));
  await page.getByLabel('Name', { exact: true }).fill('Renewal');
  await page.getByLabel('Text', { exact: true }).fill('Hello ');
  await page.getByRole('button', { name: '{first_name}', exact: true }).click();
  await page.keyboard.type(', shall we say {day}?');
  await sees(page.getByText('{day} is not declared: nothing fills it.'));
  await page.getByRole('button', { name: 'Declare day' }).click();
  await sees(preview().getByText('Without a value: first_name, day. A call would be refused.'));
  await page.getByLabel('Default of day').fill('Monday');
  const contact = preview().getByLabel('As said to');
  await contact.fill('ada');
  await preview().locator('datalist option').first().waitFor({ state: 'attached' });
  await contact.fill('Ada Byron, (415) 555-0142');
  await sees(preview().getByText('Hello Ada, shall we say Monday?', { exact: true }));
  await sees(preview().getByText(/^About \d+ s to say$/));
  await page.getByRole('button', { name: 'Create script' }).click();
  await sees(heading(page, 'Renewal'));
  await sees(versions().getByText('Version 1'));
});

test('a template that says more than it may is told in place', async () => {
  await page.getByRole('switch', { name: 'Say it with a TwiML template' }).setChecked(true);
  const template = page.getByLabel('TwiML template', { exact: true });
  await template.fill('<Response><Dial>+14155550100</Dial></Response>');
  await sees(preview().getByRole('list', { name: 'Problems' }));
  await page.getByRole('button', { name: 'Save as a new version' }).click();
  await sees(page.getByRole('form', { name: 'Script' }).getByRole('alert').filter({ hasText: 'twiml_template' }));
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await seesNoMore(template);
});

test('whoever saved first is not overwritten unawares: theirs can be seen, overwritten, or mine kept as new', async () => {
  const before = await scriptNow();
  const theirs = { name: 'Renewal', script_text: 'Good day {first_name}.', variables: before.variables };
  await page.getByLabel('Text', { exact: true }).fill('Hi {first_name}!');
  await desk.world.admin(changeScript, { params: { script_id: before.id }, body: theirs });
  await page.getByRole('button', { name: 'Save as a new version' }).click();
  const conflict = page.getByRole('region', { name: 'Changed meanwhile' });
  await sees(conflict.getByText('The script was changed meanwhile by Ada Admin. Read version 2 and try again.'));
  await conflict.getByRole('button', { name: 'See theirs' }).click();
  await sees(conflict.locator('del').filter({ hasText: 'Good' }));
  await sees(conflict.locator('ins').filter({ hasText: 'Hi' }));
  await conflict.getByRole('button', { name: 'Keep mine as new' }).click();
  await conflict.getByRole('button', { name: 'Create' }).click();
  await sees(heading(page, 'Renewal (mine)'));
  expect((await desk.world.admin(listScripts, { query: {} })).items).toHaveLength(2);
});

test('an earlier version is compared and restored as a new one', async () => {
  const script = await scriptNow();
  await page.goto(`/scripts/${script.id}`);
  await sees(heading(page, 'Renewal'));
  const first = versions().getByRole('listitem').filter({ hasText: 'Version 1' });
  await first.getByRole('button', { name: /^Compare/ }).click();
  await sees(first.locator('ins').first());
  await first.getByRole('button', { name: 'Restore version 1 as a new version' }).click();
  await sees(versions().getByText('Version 3'));
  expect((await scriptNow()).script_text).toBe('Hello {first_name}, shall we say {day}?');
});

test('what is not saved is not lost by a click', async () => {
  await page.getByLabel('Text', { exact: true }).fill('Almost forgotten');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Contacts' }).click();
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await question.getByRole('button', { name: 'Stay' }).click();
  expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe('Almost forgotten');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Contacts' }).click();
  await question.getByRole('button', { name: 'Leave' }).click();
  await sees(heading(page, 'Contacts'));
});

test('the list tells what matches nothing from what is not there yet; a script is deleted after a question', async () => {
  await desk.world.admin(createScript, { body: { name: 'Old', script_text: 'Hi' } });
  await page.goto('/scripts?q=nothing%20like%20it');
  await sees(page.getByText('No script matches “nothing like it”'));
  await page.getByRole('button', { name: 'Clear search' }).click();
  await page.getByRole('link', { name: 'Old', exact: true }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete script' }).click();
  await sees(heading(page, 'Scripts'));
  await seesNoMore(page.getByRole('link', { name: 'Old', exact: true }));
  expect(complaints).toEqual([]);
});
