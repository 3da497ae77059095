import type { Id } from '@offhook/kit';
import { listPeople } from '#features/people';
import { settingOf } from '#features/settings';
import { workspaceOf } from '#features/workspaces';
import type { Delivery } from '#providers/mail';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { lowLetter, nextTryAfterMs } from '../low-letter.ts';
import type { Moved } from '../store/lines.ts';
import * as store from '../store/notices.ts';
import { type WalletRow, walletOf } from '../store/wallets.ts';

/** Tells once of each wallet that has come below its low balance, where calls are paid from it. */
export async function tellIfLow(
  ctx: Context,
  tx: Tx,
  before: ReadonlyMap<Id<'workspace'>, Pick<WalletRow, 'lowSince'>>,
  moved: readonly Moved[],
): Promise<void> {
  for (const { tenantId, lowSince, balanceMicros } of moved) {
    if (!lowSince || before.get(tenantId)?.lowSince) continue;
    if (!(await settingOf(tx, 'wallet_enabled', tenantId))) continue;
    const low_since = lowSince.toISOString();
    await ctx.outbox.publish(tx, tenantId, { type: 'wallet.low_balance', low_since, balance_micros: balanceMicros });
  }
}

/** Notes which admins are to be written to. Running it again changes nothing. */
export async function noticeLowBalance(
  ctx: Context,
  tenantId: Id<'workspace'>,
  { lowSince, balanceMicros }: { lowSince: Date; balanceMicros: number },
): Promise<void> {
  const { isConfigured, sentence } = ctx.mail;
  const outcome = isConfigured
    ? { state: 'waiting' as const, note: null }
    : { state: 'no_server' as const, note: sentence };
  await ctx.db.asTenant(tenantId, async (tx) => {
    const admins = (await listPeople(tx)).filter(({ role }) => role === 'admin');
    const dueAt = ctx.clock.now();
    const rows = admins.map(({ email }) => ({ tenantId, lowSince, email, balanceMicros, ...outcome, dueAt }));
    await store.insertNotices(tx, rows);
  });
}

const atOnce = 20;
/** No mail server is silent for so long: whoever asked it is gone. */
const unansweredMs = 600_000;

/** Sends what is due, of every workspace. */
export async function sendLowNotices(ctx: Context): Promise<void> {
  let due: store.NoticeRow[];
  do {
    const now = ctx.clock.now();
    const askedBefore = new Date(now.getTime() - unansweredMs);
    due = await ctx.db.asSystem((tx) => store.takeDueNotices(tx, now, askedBefore, atOnce));
    for (const notice of due) await send(ctx, notice);
  } while (due.length === atOnce);
}

async function send(ctx: Context, notice: store.NoticeRow): Promise<void> {
  const { tenantId, email: to, balanceMicros } = notice;
  const { name, currency } = await ctx.db.asTenant(tenantId, async (tx) => {
    const { name } = await workspaceOf(tx, tenantId);
    return { name, currency: (await walletOf(tx, tenantId))?.currency ?? 'USD' };
  });
  const link = `${ctx.publicUrl()}/wallet`;
  const letter = lowLetter({ to, workspaceName: name, balanceMicros, currency, link });
  const delivery = await ctx.clock.during(ctx.mail.send(letter));
  const outcome = outcomeOf(delivery, notice, ctx.clock.now());
  if (outcome.state !== 'sent') ctx.log.warn({ ...delivery }, 'a notice of a low balance was not sent');
  await ctx.db.asTenant(tenantId, (tx) => store.settleNotice(tx, notice, outcome));
}

function outcomeOf({ outcome, note: said }: Delivery, { tries }: store.NoticeRow, now: Date): store.NoticeOutcome {
  const note = said.slice(0, 500);
  if (outcome === 'sent' || outcome === 'unknown') return { state: outcome, note, dueAt: now };
  const waitMs = outcome === 'later' ? nextTryAfterMs(tries) : undefined;
  if (waitMs === undefined) return { state: 'failed', note, dueAt: now };
  return { state: 'waiting', note, dueAt: new Date(now.getTime() + waitMs) };
}
