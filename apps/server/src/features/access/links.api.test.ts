import {
  acceptInvitation,
  getWorkspace,
  invitePerson,
  loginByLink,
  makeClient,
  me,
  resetPassword,
  sendPasswordReset,
} from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ages } from '../../../test/ages.ts';
import { codeOfLink, goodPassword, join, makeSecondWorkspace } from '../../../test/members.ts';
import { adminEmail, adminPassword, makeWorld, type World } from '../../../test/world.ts';
import { makeLink } from './actions/links.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const anybody = () => makeClient({ baseUrl: world.url });
const admin = async () => (await world.signIn(adminEmail, adminPassword)).api;
const usedUp = { code: 'access.link_used_up' };

async function signInCode(): Promise<string> {
  const { ctx } = world.app;
  const link = await ctx.db.asSystem(async (tx) => {
    const member = await tx
      .selectFrom('memberships')
      .innerJoin('people', 'people.id', 'memberships.person_id')
      .select(['memberships.tenant_id as tenantId', 'people.id as personId'])
      .where('email', '=', adminEmail)
      .executeTakeFirstOrThrow();
    return makeLink(ctx, tx, { ...member, kind: 'sign-in' });
  });
  expect(link.link).toMatch(new RegExp(`^${world.url}/login/link#code=[\\w-]{43}$`));
  return codeOfLink(link.link);
}

async function invitation(email: string): Promise<string> {
  return codeOfLink((await (await admin())(invitePerson, { body: { email, role: 'agent' } })).link);
}

async function resetCode(person_id: string): Promise<string> {
  return codeOfLink((await (await admin())(sendPasswordReset, { params: { person_id } })).link);
}

test('a sign-in link works once', async () => {
  const code = await signInCode();
  expect(await anybody()(loginByLink, { body: { code } })).toMatchObject({ person: { email: adminEmail } });
  await expect(anybody()(loginByLink, { body: { code } })).rejects.toMatchObject(usedUp);
});

test('of many who use a link at the same time one gets in', async () => {
  const code = await signInCode();
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => anybody()(loginByLink, { body: { code } })));
  expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
});

test('a link expires, is good for its own purpose only, and none is found by guessing', async () => {
  const [early, late, other] = [await signInCode(), await signInCode(), await signInCode()];
  await expect(
    anybody()(acceptInvitation, { body: { code: other, name: 'Eve', password: goodPassword } }),
  ).rejects.toMatchObject(usedUp);
  await ages(world, 'one_time_links', 24 * 3600 - 1);
  expect(await anybody()(loginByLink, { body: { code: early } })).toMatchObject({ role: 'admin' });
  await ages(world, 'one_time_links', 1);
  await expect(anybody()(loginByLink, { body: { code: late } })).rejects.toMatchObject(usedUp);
  await expect(anybody()(loginByLink, { body: { code: 'guessed' } })).rejects.toMatchObject(usedUp);
});

test('the database holds no code in clear', async () => {
  const code = await signInCode();
  const { rows } = await world.app.ctx.db.systemPool.query('select one_time_links::text as row from one_time_links');
  expect(rows.map((each) => String(each.row)).join()).not.toContain(code);
});

test('an invited person joins with the role they were invited to, once', async () => {
  const code = await invitation('Invited@Example.com');
  const body = { code, name: ' Ivy ', password: goodPassword };
  const joined = await anybody()(acceptInvitation, { body });
  expect(joined).toMatchObject({ role: 'agent', person: { email: 'invited@example.com', name: 'Ivy' } });
  await expect(anybody()(acceptInvitation, { body })).rejects.toMatchObject(usedUp);
  await world.settles();
  const { first_steps } = await (await admin())(getWorkspace, {});
  expect(first_steps).toContainEqual({ step: 'invite-somebody', done: true });
});

test('nobody is invited into a workspace they are in, and the answer carries no code', async () => {
  await join({ ...world, admin: await admin() }, 'viewer', 'present@example.com');
  const again = (await admin())(invitePerson, { body: { email: 'PRESENT@example.com', role: 'admin' } });
  await expect(again).rejects.toMatchObject({ code: 'people.email_taken' });
});

test('an invitation expires after seven days', async () => {
  const code = await invitation('late@example.com');
  await ages(world, 'one_time_links', 7 * 24 * 3600);
  await expect(
    anybody()(acceptInvitation, { body: { code, name: 'Late', password: goodPassword } }),
  ).rejects.toMatchObject(usedUp);
});

test.each([
  ['fourteen-chars', 'request.invalid'],
  ['passwordpassword', 'people.password_too_common'],
  ['abcabcabcabcabcabc', 'people.password_too_common'],
  ['weak-person-2026', 'people.password_too_common'],
])('the password %s is refused and the invitation is not used up', async (password, code) => {
  const body = { code: await invitation(`weak-person@${password}.example.com`), name: 'Weak', password };
  await expect(anybody()(acceptInvitation, { body })).rejects.toMatchObject({ code });
  const joined = await anybody()(acceptInvitation, { body: { ...body, password: goodPassword } });
  expect(joined.role).toBe('agent');
});

test('somebody with an account elsewhere joins only with their own password', async () => {
  const second = await makeSecondWorkspace(world);
  const { email } = second.signedIn.person;
  const body = { code: await invitation(email), name: 'Taken over', password: 'not the password of Bea' };
  await expect(anybody()(acceptInvitation, { body })).rejects.toMatchObject({ code: 'access.wrong_credentials' });
  const joined = await anybody()(acceptInvitation, { body: { ...body, password: goodPassword } });
  expect(joined).toMatchObject({ role: 'agent', person: { email, name: 'Bea Boss' }, workspace: { name: 'Offhook' } });
});

test('a password reset signs in, ends every other session and makes the old password worthless', async () => {
  const before = await join({ ...world, admin: await admin() }, 'agent', 'forgot@example.com');
  const code = await resetCode(before.signedIn.person.id);
  const password = 'another set of long words';
  const after = await anybody()(resetPassword, { body: { code, password } });
  await expect(before.api(me, {})).rejects.toMatchObject({ code: 'access.signed_out' });
  const api = makeClient({ baseUrl: world.url, headers: () => ({ authorization: `Bearer ${after.token}` }) });
  expect(await api(me, {})).toMatchObject({ role: 'agent' });
  await expect(world.signIn('forgot@example.com', goodPassword)).rejects.toMatchObject({
    code: 'access.wrong_credentials',
  });
  expect((await world.signIn('forgot@example.com', password)).signedIn.role).toBe('agent');
  await expect(anybody()(resetPassword, { body: { code, password } })).rejects.toMatchObject(usedUp);
});

test('a password reset is good for an hour, and not for somebody who was removed meanwhile', async () => {
  const one = await join({ ...world, admin: await admin() }, 'agent', 'slow@example.com');
  const late = await resetCode(one.signedIn.person.id);
  await ages(world, 'one_time_links', 3600);
  await expect(anybody()(resetPassword, { body: { code: late, password: goodPassword } })).rejects.toMatchObject(
    usedUp,
  );
  const code = await resetCode(one.signedIn.person.id);
  await world.app.ctx.db.systemPool.query('delete from memberships where person_id = $1', [
    one.signedIn.person.id.replace('person_', ''),
  ]);
  await expect(anybody()(resetPassword, { body: { code, password: goodPassword } })).rejects.toMatchObject(usedUp);
});
