import {
  changePrompt,
  createFlow,
  createPrompt,
  deletePrompt,
  type FlowPrompt,
  getDirectory,
  listPrompts,
  publishFlow,
  saveDraft,
} from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { toneWav } from '../../../test/tone.ts';
import { makeWorld, type World } from '../../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const tone = new Blob([toneWav(2)]);
const upload = (name: string, file: Blob = tone) => world.admin(createPrompt, { body: { name }, file });
const idOf = (prompt: { id: string }) => ({ prompt_id: prompt.id });
const remove = (prompt: { id: string }) => world.admin(deletePrompt, { params: idOf(prompt) });
const refusedWith = (status: number, code: string, details = {}) => ({ problem: { status, code, details } });
const playing = ({ id }: FlowPrompt) => ({
  nodes: [
    { id: 'start', type: 'start', data: {} },
    { id: 'tone', type: 'play', data: { media_id: id } },
    { id: 'bye', type: 'hangup', data: {} },
  ],
  edges: [
    { id: 'e1', source: 'start', target: 'tone' },
    { id: 'e2', source: 'tone', target: 'bye' },
  ],
});

test('what somebody uploads becomes a prompt that can be heard, whole and in part', async () => {
  const prompt = await upload(' Welcome ');
  expect(prompt).toMatchObject({ name: 'Welcome', duration_seconds: 2, used_by: [] });
  expect(prompt.peaks).toHaveLength(300);
  expect((await world.admin(getDirectory, {})).prompts).toMatchObject({ [prompt.id]: { name: 'Welcome' } });
  const headers = { authorization: `Bearer ${world.signedIn.token}` };
  const whole = await fetch(world.url + prompt.audio_url, { headers });
  expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'audio/wav']);
  expect((await whole.arrayBuffer()).byteLength).toBe(prompt.bytes);
  const part = await fetch(world.url + prompt.audio_url, { headers: { ...headers, range: 'bytes=0-3' } });
  expect([part.status, await part.text()]).toEqual([206, 'RIFF']);
});

test('a name belongs to one prompt, and no sound is kept of what was refused', async () => {
  const prompt = await upload('Named');
  const taken = refusedWith(409, 'prompts.name_taken', { field: 'name' });
  await expect(upload('NAMED')).rejects.toMatchObject(taken);
  const other = await upload('Other');
  const rename = (name: string) => world.admin(changePrompt, { params: idOf(other), body: { name } });
  await expect(rename('named')).rejects.toMatchObject(taken);
  expect(await rename('Renamed')).toMatchObject({ id: other.id, name: 'Renamed' });
  const two = await Promise.allSettled([upload('At once'), upload('at once')]);
  expect(two.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const names = (await world.admin(listPrompts, {})).items.map(({ name }) => name);
  expect(names).toEqual(names.toSorted((one, next) => one.toLowerCase().localeCompare(next.toLowerCase())));
  expect(names).toEqual(expect.arrayContaining(['Named', 'Renamed']));
  const left = await world.app.ctx.db.systemPool.query(`select from media where state <> 'ready'`);
  expect(left.rowCount).toBe(0);
  await remove(prompt);
});

test('what is no audio, and nothing at all, is refused', async () => {
  await expect(upload('Text', new Blob(['hello, this is text']))).rejects.toMatchObject(
    refusedWith(422, 'media.not_audio'),
  );
  const none = world.admin(createPrompt, { body: { name: 'None' } });
  await expect(none).rejects.toMatchObject(refusedWith(422, 'prompts.no_file'));
});

test('a prompt stays for as long as a draft or a live version plays it', async () => {
  const prompt = await upload('In use');
  const flow = await world.admin(createFlow, { body: { name: 'Plays it', flow_definition: playing(prompt) } });
  const inUse = refusedWith(409, 'prompts.in_use', { used_by: 'Plays it' });
  await expect(remove(prompt)).rejects.toMatchObject(inUse);
  const params = { flow_id: flow.id };
  await world.admin(publishFlow, { params, body: { revision: 1 } });
  const other = await upload('Instead');
  const body = { flow_definition: playing(other), base_revision: 1 };
  await world.admin(saveDraft, { params, body });
  await expect(remove(prompt)).rejects.toMatchObject(inUse);
  const { items } = await world.admin(listPrompts, {});
  expect(items.filter(({ used_by }) => used_by.length > 0).map(({ name }) => name)).toEqual(['In use', 'Instead']);
  await world.admin(publishFlow, { params, body: { revision: 2 } });
  await remove(prompt);
  await expect(remove(prompt)).rejects.toMatchObject(refusedWith(404, 'request.not_found'));
  const audio = await ask(world.url, 'GET', prompt.audio_url, { token: world.signedIn.token });
  expect(audio.status).toBe(404);
});
