import { createApiKey, deleteView, listViews, makeClient, saveView } from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { join, type Member, makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, type World } from '../../../test/world.ts';

let world: World;
let agent: Member;
let manager: Member;
beforeAll(async () => {
  world = await makeWorld();
  [agent, manager] = [await join(world, 'agent'), await join(world, 'manager')];
});
afterAll(() => world.close());

const refusal = (status: number, code: string) => ({ problem: { status, code } });
const namesFor = async ({ api }: Pick<Member, 'api'>) => (await api(listViews, {})).items.map(({ name }) => name);

test('a view is seen by its owner, and by all others when it is shared', async () => {
  const query = { status: 'busy,failed', person_id: agent.signedIn.person.id };
  const mine = await agent.api(saveView, { body: { name: ' My failures ', query } });
  expect(mine).toMatchObject({ name: 'My failures', query, shared: false, mine: true });
  await agent.api(saveView, { body: { name: 'All failures', query: { status: 'failed' }, shared: true } });
  expect(await namesFor(agent)).toEqual(['All failures', 'My failures']);
  expect((await manager.api(listViews, {})).items).toMatchObject([{ name: 'All failures', mine: false }]);
  const second = await makeSecondWorkspace(world);
  expect(await namesFor(second)).toEqual([]);
});

test('a name is taken once for each owner, in any case', async () => {
  await agent.api(saveView, { body: { name: 'Today', query: {} } });
  const again = agent.api(saveView, { body: { name: 'TODAY', query: { status: 'busy' } } });
  await expect(again).rejects.toMatchObject(refusal(409, 'calls.view_name_taken'));
  await manager.api(saveView, { body: { name: 'Today', query: {} } });
  const kept = (await agent.api(listViews, {})).items.find(({ name }) => name === 'Today');
  expect(kept?.query).toEqual({});
});

test.each([
  [{ status: 'busy', colour: 'red' }],
  [{ min_duration: 'long' }],
  [{ direction: 'sideways' }],
  [{ since: 'yesterday' }],
])('%o is no filter, and no view', async (query) => {
  const saved = agent.api(saveView, { body: { name: 'Odd', query: query as Record<string, string> } });
  await expect(saved).rejects.toMatchObject(refusal(422, 'request.invalid'));
  expect(await namesFor(agent)).not.toContain('Odd');
});

test('a view is deleted by its owner, a shared one also by a manager, and only once', async () => {
  const own = await agent.api(saveView, { body: { name: 'Own', query: {} } });
  const shared = await agent.api(saveView, { body: { name: 'Shared', query: {}, shared: true } });
  const bosses = await manager.api(saveView, { body: { name: 'Of the boss', query: {}, shared: true } });
  const remove = ({ api }: Member, view: { id: string }) => api(deleteView, { params: { view_id: view.id } });
  await expect(remove(manager, own)).rejects.toMatchObject(refusal(404, 'request.not_found'));
  await expect(remove(agent, bosses)).rejects.toMatchObject(refusal(404, 'request.not_found'));
  await remove(manager, shared);
  await remove(agent, own);
  await expect(remove(agent, own)).rejects.toMatchObject(refusal(404, 'request.not_found'));
  expect(await namesFor(agent)).toContain('Of the boss');
  expect(await namesFor(agent)).not.toContain('Shared');
});

test('an API key keeps views of its own', async () => {
  const { secret } = await world.admin(createApiKey, { body: { name: 'Wall', scopes: ['calls.read', 'calls.write'] } });
  const key = makeClient({ baseUrl: world.url, headers: () => ({ authorization: `Bearer ${secret}` }) });
  await key(saveView, { body: { name: 'On the wall', query: { live: 'true' } } });
  expect(await namesFor({ api: key })).toContain('On the wall');
  expect(await namesFor(agent)).not.toContain('On the wall');
});
