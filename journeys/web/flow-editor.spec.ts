import AxeBuilder from '@axe-core/playwright';
import { createFlow, getFlow, listFlows, saveDraft } from '@offhook/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { goodPassword, join } from '../../apps/server/test/members.ts';
import { type Desk, focused, heading, makeDesk, sees, seesNoMore } from './desk.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let desk: Desk;
let page: Page;
let complaints: string[];
let flowId: string;
beforeAll(async () => {
  desk = await makeDesk();
  flowId = (await desk.world.admin(createFlow, { body: { name: 'Main line' } })).id;
  ({ page, complaints } = await desk.open(`/flows/${flowId}`));
  await sees(heading(page, 'Main line'));
  await sees(node('Start'));
});
afterAll(() => desk?.close());

const node = (name: string) => page.getByRole('button', { name: new RegExp(`^${name} `) });
const flowNow = () => desk.world.admin(getFlow, { params: { flow_id: flowId } });
const outline = () => page.getByRole('region', { name: 'Outline' });
const isSaved = () => sees(page.getByRole('status', { name: 'Draft' }).filter({ hasText: 'Draft saved' }));
const isSaid = (sentence: string) =>
  sees(page.getByRole('status', { name: 'What happened' }).filter({ hasText: sentence }));
const press = (...keys: string[]) =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());

/** Presses Tab, or Shift+Tab, until what is wanted has the focus. */
async function tabTo(name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const met: string[] = [];
  while (met.length < 60) {
    await page.keyboard.press(key);
    const now = await focused(page);
    if (typeof name === 'string' ? now === name : name.test(now)) return;
    met.push(now);
  }
  throw new Error(`${key} never came to ${String(name)}, only to ${met.join(', ')}`);
}

/** The node that has the focus, by the beginning of what it is called. */
const isAt = (name: string) =>
  expect
    .poll(() =>
      page.evaluate<string>(
        `document.activeElement.matches('.react-flow__node') && document.activeElement.textContent`,
      ),
    )
    .toMatch(new RegExp(`^${name}`));

async function choose(dialog: string | RegExp, ...words: string[]): Promise<void> {
  for (const word of words) {
    await sees(page.getByRole('dialog', { name: dialog }));
    await expect.poll(() => page.evaluate<string>('document.activeElement.tagName')).toBe('INPUT');
    await page.keyboard.type(word);
    await press('Enter');
  }
}

/** Leads an exit of the node that has the focus somewhere, and comes back to it. */
async function connect(exit: string, target: string, sentence: string): Promise<void> {
  await press('c');
  await choose(/^Connect .*\w$/, exit);
  await choose(/ to…$/, target);
  await isSaid(sentence);
}

async function nameIt(name: string, text?: string): Promise<void> {
  await press('Enter');
  await tabTo('Name');
  await page.keyboard.type(name);
  await press('Enter');
  if (text !== undefined) {
    await tabTo('Text');
    await page.keyboard.type(text);
  }
  await press('Escape');
  await isAt(name);
}

test('a menu of two levels with voicemail is built and published by keyboard only', async () => {
  await tabTo(/^Call comes in|^Start/);
  await isAt('Start');
  await press('a');
  await choose('Add a node', 'menu');
  await isAt('Menu');
  await isSaid('Added Menu');
  await nameIt('Main menu', 'For opening hours press 1, for everything else 2.');
  await press('a');
  await choose('Add a node', 'voicemail');
  await isAt('Voicemail');
  await press('Shift+Tab');
  await isAt('Main menu');
  await press('c');
  await choose(/^Connect .*\w$/, '2');
  await choose(/ to…$/, 'a new node');
  await choose('Add a node', 'menu');
  await isAt('Menu');
  await nameIt('Second menu', 'To leave a message press 1, to end the call press 2.');
  await connect('1', 'voicemail', 'Connected key 1 of Second menu to Voicemail');
  await connect('2', 'main menu', 'Connected key 2 of Second menu to Main menu');
  await connect('no key', 'voicemail', 'Connected “No key” of Second menu to Voicemail');
  await connect('wrong', 'voicemail', 'Connected “Wrong key” of Second menu to Voicemail');
  await press('Shift+Tab', 'Shift+Tab');
  await isAt('Main menu');
  await connect('no key', 'voicemail', 'Connected “No key” of Main menu to Voicemail');
  await connect('wrong', 'second', 'Connected “Wrong key” of Main menu to Second menu');
  await press('Escape');
  await tabTo('Publish', 'Shift+Tab');
  await press('Enter');
  await sees(page.getByRole('dialog', { name: 'Publish Main line' }));
  await tabTo('Note');
  await page.keyboard.type('The first menu');
  await tabTo('Publish version 1');
  await press('Enter');
  await sees(page.getByText('Version 1 live', { exact: true }));
  const { live_version, flow_definition } = await flowNow();
  expect(live_version).toMatchObject({ number: 1, note: 'The first menu' });
  expect(flow_definition.nodes.map(({ type }) => type)).toEqual(['start', 'menu', 'voicemail', 'menu']);
});

test('arrows move a node as one step back, and what is removed comes back by Undo', async () => {
  await node('Main menu').focus();
  const before = (await flowNow()).draft.nodes.find(({ name }) => name === 'Main menu')?.position;
  await press('ArrowRight', 'Shift+ArrowDown', 'ArrowRight');
  await isSaid('Moved Main menu');
  await press('ControlOrMeta+s');
  await isSaved();
  const after = (await flowNow()).draft.nodes.find(({ name }) => name === 'Main menu')?.position;
  expect(after).toEqual({ x: (before?.x ?? 0) + 20, y: (before?.y ?? 0) + 50 });
  await press('ControlOrMeta+z', 'ControlOrMeta+s');
  await isSaved();
  expect((await flowNow()).draft.nodes.find(({ name }) => name === 'Main menu')?.position).toEqual(before);
  await press('Delete');
  await isSaid('Removed Main menu');
  await isAt('Start');
  await press('ControlOrMeta+z');
  await sees(node('Main menu'));
});

test('the outline does what the canvas does', async () => {
  await page.getByRole('button', { name: 'Outline', exact: true }).click();
  await outline().getByRole('button', { name: 'Add a node by “Message left” of Voicemail' }).click();
  await choose('Add a node', 'hang up');
  await sees(outline().getByRole('button', { name: /^Hang up/ }));
  await outline().getByRole('button', { name: 'Connect key 1 of Main menu to…' }).click();
  await choose(/ to…$/, 'hang up');
  await isSaid('Connected key 1 of Main menu to Hang up');
  await outline().getByRole('button', { name: 'Remove Hang up' }).click();
  await isSaid('Removed Hang up');
  await seesNoMore(outline().getByRole('button', { name: /^Hang up/ }));
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await sees(outline().getByRole('button', { name: /^Hang up/ }));
  await isSaved();
});

test('whoever saved first is not overwritten unawares', async () => {
  const { draft, revision } = await flowNow();
  const theirs = {
    ...draft,
    nodes: draft.nodes.map((each) => (each.type === 'menu' ? { ...each, name: 'Theirs' } : each)),
  };
  const params = { flow_id: flowId };
  await desk.world.admin(saveDraft, { params, body: { flow_definition: theirs, base_revision: revision } });
  await outline().getByRole('button', { name: 'Remove Hang up' }).click();
  const conflict = page.getByRole('dialog', { name: 'Saved by somebody else meanwhile' });
  await sees(conflict.getByText(/^Ada Admin saved this flow/));
  await conflict.getByRole('button', { name: 'See what yours would change in theirs' }).click();
  await sees(conflict.getByRole('list', { name: 'Differences' }).getByText(/Theirs/));
  await conflict.getByRole('button', { name: 'Keep mine as a copy…' }).click();
  await conflict.getByRole('button', { name: 'Keep', exact: true }).click();
  await sees(heading(page, 'Main line (mine)'));
  const { items } = await desk.world.admin(listFlows, { query: {} });
  expect(items.map(({ name }) => name)).toEqual(['Main line', 'Main line (mine)']);
  expect((await flowNow()).draft.nodes.filter(({ name }) => name === 'Theirs')).toHaveLength(2);
});

test('a published version is looked at, compared and restored', async () => {
  await page.goto(`/flows/${flowId}?panel=versions`);
  const versions = page.getByRole('list', { name: 'Versions' });
  await sees(versions.getByText('The first menu'));
  await versions.getByRole('button', { name: 'Compare version 1 with the draft' }).click();
  await sees(versions.getByRole('list', { name: 'Differences' }));
  await versions.getByRole('button', { name: 'Look at version 1' }).click();
  await sees(page.getByRole('dialog', { name: 'Version 1' }).getByText('Second menu'));
  await press('Escape');
  await versions.getByRole('button', { name: 'Restore as draft: version 1' }).click();
  await sees(node('Main menu'));
  await isSaved();
  expect((await flowNow()).draft.nodes.map(({ name }) => name)).toContain('Second menu');
});

test('who may only look sees who is editing, and nothing that changes the flow', async () => {
  await join(desk.world, 'viewer');
  const viewer = { email: 'viewer@example.com', password: goodPassword };
  const { page: theirs } = await desk.open(`/flows/${flowId}`, { as: viewer });
  await sees(theirs.getByText('You can look, not change'));
  await sees(theirs.getByRole('list', { name: 'Also here' }).getByText('Ada Admin is editing'));
  expect(await theirs.getByRole('button', { name: 'Publish' }).count()).toBe(0);
  expect(await theirs.getByRole('button', { name: /^Insert a node/ }).count()).toBe(0);
  await theirs.close();
});

test('canvas and outline are without a barrier, in light and dark, wide and narrow', async () => {
  const { page: slim } = await desk.open(`/flows/${flowId}`, {
    reducedMotion: 'reduce',
    viewport: { width: 360, height: 740 },
  });
  await sees(slim.getByRole('region', { name: 'Outline' }));
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await node('Main menu').click();
  await sees(page.getByRole('complementary', { name: 'Beside the flow' }));
  for (const each of [page, slim]) {
    await each.emulateMedia({ colorScheme: 'light' });
    expect(await barriers(new AxeBuilder({ page: each }).withTags(tags))).toEqual([]);
    await each.emulateMedia({ colorScheme: 'dark' });
    expect(await barriers(new AxeBuilder({ page: each }).withRules(['color-contrast']))).toEqual([]);
    const widest = await each.evaluate<number>('document.documentElement.scrollWidth');
    expect(widest).toBeLessThanOrEqual(each.viewportSize()?.width ?? 0);
  }
  expect(complaints).toEqual([]);
});

async function barriers(axe: AxeBuilder): Promise<string[][]> {
  const { violations } = await axe.setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => [id, html, any[0]?.message ?? '']));
}
