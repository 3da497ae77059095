import {
  changeContactImport,
  checkContactImport,
  checkSuppression,
  createContactImport,
  getContactImportProgress,
  listConsents,
  recordConsent,
  revokeConsent,
  runContactImport,
  undoContactImport,
} from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeWorld, type World } from '../../../test/world.ts';
import { suppressedAmong } from '../compliance/index.ts';

let world: World;
beforeAll(async () => {
  // 2 November 2026.
  world = await makeWorld();
});
afterAll(() => world.close());

const consent = { scope: 'calls', strength: 'express', source: 'A fair' } as const;

async function imported(lines: readonly string[], settings: object) {
  const { id } = await world.admin(createContactImport, { body: { text: lines.join('\n') } });
  const of = { params: { import_id: id } };
  await world.admin(changeContactImport, { ...of, body: settings });
  await world.admin(checkContactImport, of);
  await world.settles();
  await world.admin(runContactImport, of);
  await world.settles();
  return { of, now: () => world.admin(getContactImportProgress, of) };
}

const consentsOf = async (phone_number: string) => (await world.admin(listConsents, { query: { phone_number } })).items;

/** Agreed, and took it back in October. */
async function tookBack(phone_number: string) {
  const given = await world.admin(recordConsent, { body: { ...consent, phone_number } });
  await world.admin(revokeConsent, { params: { consent_id: given.id }, body: {} });
  await world.app.ctx.db.systemPool.query(
    "update consents set revoked_at = '2026-10-20' where revoked_at is not null and phone_number = $1",
    [phone_number],
  );
}

test('a file gives nobody the consent back that they took back, unless it states a later date', async () => {
  const [before, later, fresh] = ['+14155550161', '+14155550162', '+14155550163'] as const;
  await tookBack(before);
  await tookBack(later);
  const lines = ['name,phone,consent date', `A,${before},2026-10-01`, `B,${later},2026-11-01`, `C,${fresh},1.10.2026`];
  const { now } = await imported(lines, { consent });
  expect((await now()).result).toMatchObject({
    ...{ created: 3, consents: 2, consents_left_out: 1 },
    notes: ['No consent was recorded for 1 number that took it back before: the file states no later date.'],
  });
  expect((await consentsOf(before)).map(({ state }) => state)).toEqual(['revoked']);
  expect(await consentsOf(later)).toMatchObject([
    { state: 'holds', given_at: '2026-11-01T00:00:00.000Z' },
    { state: 'revoked' },
  ]);
  expect(await consentsOf(fresh)).toMatchObject([{ given_at: '2026-10-01T00:00:00.000Z' }]);
  // Without a date the day of the upload is taken, which never outdates a revocation.
  const undated = await imported(['name,phone', `A,${before}`, 'D,+14155550164'], { consent });
  expect((await undated.now()).result).toMatchObject({ consents: 1, consents_left_out: 1 });
  const stated = await imported(['name,phone', 'E,+14155550165'], {
    consent: { ...consent, given_at: '2026-05-04T10:00:00Z' },
  });
  expect((await stated.now()).result).toMatchObject({ consents: 1 });
  expect(await consentsOf('+14155550165')).toMatchObject([{ given_at: '2026-05-04T10:00:00.000Z' }]);
});

test('undoing an import revokes its consents, which count as never given, and a second try records them anew', async () => {
  const lines = ['name,phone', ...Array.from({ length: 30 }, (_, n) => `Many ${n},+1415555${2000 + n}`)];
  const number = '+14155552007';
  const { of } = await imported(lines, { consent });
  await world.admin(undoContactImport, of);
  await world.settles();
  expect(await consentsOf(number)).toMatchObject([{ state: 'revoked', revoked: { reason: 'Its import was undone.' } }]);
  const { ctx } = world.app;
  const tenantId = (await ctx.db.systemPool.query('select tenant_id from workspaces')).rows[0].tenant_id;
  expect(await ctx.db.asTenant(tenantId, (tx) => suppressedAmong(ctx, tx, tenantId, [number]))).toEqual(new Set());
  const again = await imported(lines, { consent });
  expect((await again.now()).result).toMatchObject({ consents: 30, consents_left_out: 0 });
});

test('a yes in the column do not call suppresses the numbers of the row, which agree to nothing; undoing leaves that', async () => {
  const lines = ['name,phone,DNC', 'No,+14155550167,Yes', 'Sure,+14155550168,no', 'What,+14155550169,perhaps'];
  const { of, now } = await imported(lines, { consent });
  expect(await now()).toMatchObject({
    checked: { fine: 2, with_problems: 1 },
    result: { created: 2, failed: 1, suppressed: 1, consents: 1 },
  });
  expect(await consentsOf('+14155550167')).toEqual([]);
  await world.admin(undoContactImport, of);
  await world.settles();
  const check = (phone_number: string) => world.admin(checkSuppression, { body: { phone_number } });
  expect(await check('+14155550167')).toMatchObject({ suppressed: true });
  expect(await check('+14155550168')).toMatchObject({ suppressed: false });
});
