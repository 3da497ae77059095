import { createContact, createVoicemailDrop, getCall, placeCall } from '@offhook/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callStatus, type Desk, makeDesk, sees, seesNoMore } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
});
afterAll(() => desk?.close());

const message = 'Good morning. This call is long enough to be listened to, stopped, and looked at from every side.';
const patience = { timeout: 8000 };
const place = async (body: object) => (await desk.world.admin(placeCall, { body: { message, ...body } })).id;

describe('a call that was recorded', () => {
  let page: Page;
  let complaints: string[];
  let callId: string;
  const position = () => page.getByRole('slider', { name: 'Position' });
  const seconds = async () => Number(await position().inputValue());
  const toTheHeading = () => page.getByRole('heading', { level: 1 }).focus();
  beforeAll(async () => {
    await desk.world.admin(createContact, { body: { name: 'Ada Byron', phone_number: '+14155550142' } });
    callId = await place({ to: '+14155550142', record: true });
    await desk.world.passes(60);
    ({ page, complaints } = await desk.open(`/calls/${callId}?t=2.5`));
    await sees(page.getByRole('button', { name: 'Play', exact: true }));
  });

  test('an address with a second begins there', async () => {
    await expect.poll(seconds, patience).toBe(2.5);
    expect(await position().getAttribute('aria-valuetext')).toMatch(/^2 seconds of \d+ seconds$/);
  });

  test('each lane has the name of who is heard on it', async () => {
    const lanes = await page.getByRole('list', { name: 'Channels' }).getByRole('listitem').allInnerTexts();
    expect(lanes).toEqual(['Ada Byron', 'Our end']);
  });

  test('it is played, stopped and moved by keys', async () => {
    await toTheHeading();
    await page.keyboard.press('j');
    await expect.poll(seconds, patience).toBe(0);
    await page.keyboard.press('Space');
    await sees(page.getByRole('button', { name: 'Pause', exact: true }));
    await page.keyboard.press('Space');
    await sees(page.getByRole('button', { name: 'Play', exact: true }));
    const stopped = await seconds();
    await page.keyboard.press('ArrowRight');
    await expect.poll(seconds, patience).toBeGreaterThan(stopped);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(seconds, patience).toBe(0);
  });

  test('faster, without silence, and one side softer', async () => {
    await page.getByLabel('Speed').selectOption('2');
    expect(await page.evaluate<number>(`document.querySelector('audio').playbackRate`)).toBe(2);
    await page.getByRole('switch', { name: 'Skip silence' }).click();
    await page.getByRole('button', { name: 'Volume' }).click();
    const volume = page.getByRole('slider', { name: 'Our end' });
    await volume.fill('0.2');
    expect(await volume.getAttribute('aria-valuetext')).toBe('20 percent');
    await page.keyboard.press('Escape');
    await seesNoMore(volume);
    // The button gets the focus back, and would take the key.
    await expect.poll(() => page.evaluate<string>('document.activeElement.textContent'), patience).toContain('Volume');
    await toTheHeading();
    await page.keyboard.press('Space');
    await expect.poll(seconds, patience).toBeGreaterThan(0.5);
    await page.keyboard.press('Space');
  });

  test.each([
    ['Download WAV', 'RIFF'],
    ['Download MP3', ''],
  ])('%s saves a file', async (name, begin) => {
    const link = page.getByRole('link', { name });
    const answer = await page.context().request.get((await link.getAttribute('href')) ?? '');
    expect(answer.status()).toBe(200);
    expect(answer.headers()['content-disposition']).toMatch(/^attachment/);
    expect((await answer.body()).subarray(0, begin.length).toString('latin1')).toBe(begin);
  });

  test('what happened is told with its cause, and heard from there', async () => {
    const timeline = page.getByRole('list', { name: 'Timeline' });
    const ended = timeline.getByRole('listitem').filter({ hasText: /^\S+\s*Carrier\s*The call ended after/ });
    await ended.getByRole('button', { name: /^Listen from/ }).click();
    await expect.poll(seconds, patience).toBeGreaterThan(3);
    await sees(timeline.getByText('Because: The call was asked for and written down.'));
    await sees(timeline.getByText('placement: intended → placed'));
    expect(await timeline.getByText('The carrier sent a request').count()).toBe(0);
    await page.getByRole('switch', { name: 'Requests of the carrier, too' }).click();
    await sees(timeline.getByText('The carrier sent a request (answer)', { exact: false }));
  });

  test('what it cost is told line by line, and where each figure comes from', async () => {
    const costs = page.getByRole('region', { name: 'Cost' });
    await costs.locator('summary').click();
    await sees(costs.getByText('Minutes · 1 minute'));
    await sees(costs.getByText(/^Estimate · /));
  });

  test('the transcript is said to be missing, and why', async () => {
    await page.getByRole('tab', { name: 'Transcript' }).click();
    await sees(page.getByText('this version does not transcribe calls', { exact: false }));
  });

  test('a request is replayed: the answers stand side by side and nothing has changed', async () => {
    const before = await desk.world.admin(getCall, { params: { call_id: callId } });
    await page.getByRole('tab', { name: /Developer/ }).click();
    const answer = page.getByRole('listitem').filter({ hasText: message.slice(0, 30) });
    await answer.locator('summary').click();
    await answer.getByRole('button', { name: 'Replay' }).click();
    await sees(answer.getByRole('heading', { name: 'Answer to the replay' }));
    const shown = await answer.locator('pre').allInnerTexts();
    expect(shown).toHaveLength(2);
    expect(shown[0]).toBe(shown[1]);
    const after = await desk.world.admin(getCall, { params: { call_id: callId } });
    expect([after.status, after.events, after.cost]).toEqual([before.status, before.events, before.cost]);
  });

  test('disposition and tags are saved at once, and taken back by Undo', async () => {
    const disposition = page.getByLabel('Disposition');
    await disposition.selectOption('Sale');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => disposition.inputValue(), patience).toBe('');
    await page.getByLabel('Add a tag').fill('vip');
    await page.keyboard.press('Enter');
    await sees(page.getByRole('button', { name: 'Remove tag vip' }));
    await disposition.selectOption('Interested');
    await sees(page.getByText('Disposition: Interested'));
    const saved = await desk.world.admin(getCall, { params: { call_id: callId } });
    expect([saved.disposition, saved.tags]).toEqual(['Interested', ['vip']]);
  });

  test('the recording gets a name, a link for somebody outside, and is deleted', async () => {
    await page.getByRole('button', { name: 'Name or describe…' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('How it should sound');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await sees(page.getByText('How it should sound'));
    await page.getByRole('button', { name: 'Link for 5 minutes' }).click();
    await sees(page.getByRole('button', { name: 'Copy link', exact: true }));
    await page.getByRole('button', { name: 'Delete recording' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete recording' }).click();
    await sees(page.getByText('This call has no recording.'));
    expect(complaints).toEqual([]);
  });
});

test('the recording of a live call is paused and goes on, always in words', async () => {
  const id = await place({ to: '+14155550142', record: true, message: `${message} `.repeat(20) });
  await desk.world.passes(7);
  const { page } = await desk.open(`/calls/${id}`);
  await sees(callStatus(page, 'In call'));
  const state = page.getByRole('status', { name: 'Recording state' });
  await sees(state.getByText('Recording', { exact: true }));
  await page.getByRole('button', { name: 'Pause recording' }).click();
  await sees(state.getByText('Recording paused'));
  await sees(page.getByText('What is said now is not recorded.'));
  await page.getByRole('button', { name: 'Resume recording' }).click();
  await sees(state.getByText('Recording', { exact: true }));
  await desk.world.passes(300);
  await seesNoMore(state);
  await page.context().close();
});

test('a voicemail drop is shown with its proof', async () => {
  const drop = await desk.world.admin(createVoicemailDrop, { body: { name: 'Ring us', text: 'Please ring us back.' } });
  await desk.world.settles();
  const id = await place({ to: '+14155550101', voicemail_drop_id: drop.id });
  await desk.world.passes(120);
  const { page } = await desk.open(`/calls/${id}`);
  const card = page.getByRole('region', { name: 'Voicemail drop' });
  await sees(card.getByText('Left', { exact: true }));
  await sees(card.getByText(/All .* of it were played to the machine/));
  await sees(card.getByText('Beep heard'));
  await page.context().close();
});

test('a call that was connected shows whose phone, and the leg under the call', async () => {
  const id = await place({ to: '+14155550142', connect: { phone: '+14155550143', when: 'always' } });
  await desk.world.passes(120);
  const { page } = await desk.open(`/calls/${id}`);
  const connection = page.getByRole('region', { name: 'Connection' });
  await sees(connection.getByText(/^Connected to .*555-0143/));
  const legs = connection.getByRole('list', { name: 'Legs' });
  await sees(legs.getByRole('listitem').getByRole('listitem').getByText('(415) 555-0143'));
  await page.context().close();
});
