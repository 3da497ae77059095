import { formatId, type Id } from '@offhook/kit';
import { contactsByIds } from '#features/contacts';
import { workspaceOf } from '#features/workspaces';
import type { Delivery, Letter } from '#providers/mail';
import { sideBySide } from '#runtime/side-by-side';
import type { Context } from '../../../context.ts';
import { letterOf, nextTryAfterMs } from '../letter.ts';
import { boxById } from '../store/boxes.ts';
import { messageById, messageOfRecording } from '../store/messages.ts';
import * as store from '../store/notices.ts';
import { publishChange } from './messages.ts';
import { recordingOfMessage } from './present.ts';

const minuteMs = 60_000;
/** A notice waits so long for the audio of its message, then it goes without. */
const audioPatienceMs = 15 * minuteMs;

/** Notes whom to write to about a new message. Running it again changes nothing. */
export async function noticeMessage(ctx: Context, tenantId: Id<'workspace'>, id: Id<'voicemail'>): Promise<void> {
  await ctx.db.asTenant(tenantId, async (tx) => {
    const message = await messageById(tx, id);
    const box = message && (await boxById(tx, tenantId, message.boxId));
    if (!message || !box || box.notifyEmails.length === 0) return;
    const { isConfigured, sentence } = ctx.mail;
    const isHere = (await recordingOfMessage(tx, message))?.status === 'ready';
    const dueAt = new Date(ctx.clock.nowMs() + (isHere ? 0 : audioPatienceMs));
    const outcome = isConfigured
      ? { state: 'waiting' as const, note: null }
      : { state: 'no_server' as const, note: sentence };
    const rows = box.notifyEmails.map((email) => ({ tenantId, voicemailId: id, email, ...outcome, dueAt }));
    await store.insertNotices(tx, rows);
    if (isHere && isConfigured) await ctx.outbox.enqueue(tx, tenantId, 'voicemail.send_notices', {});
  });
}

/** The audio of a message is here: pages are told, and notices need not wait any longer. */
export async function audioArrived(ctx: Context, tenantId: Id<'workspace'>, id: Id<'recording'>): Promise<void> {
  await ctx.db.asTenant(tenantId, async (tx) => {
    const message = await messageOfRecording(tx, id);
    if (!message) return;
    await publishChange(ctx, tx, message);
    const isDue = await store.hurryNotices(tx, message.id, ctx.clock.now());
    if (isDue) await ctx.outbox.enqueue(tx, tenantId, 'voicemail.send_notices', {});
  });
}

const atOnce = 5;
const taken = 20;
/** No mail server is silent for so long: whoever asked it is gone. */
const unansweredMs = 10 * minuteMs;
const nobodyKnows = 'The server ended while the mail was on its way. It is not sent twice.';

/** Sends what is due, of every workspace. */
export async function sendDueNotices(ctx: Context): Promise<void> {
  let due: store.NoticeRow[];
  do {
    due = await ctx.db.asSystem(async (tx) => {
      await store.giveUpUnanswered(tx, new Date(ctx.clock.nowMs() - unansweredMs), nobodyKnows);
      return store.takeDueNotices(tx, ctx.clock.now(), taken);
    });
    await sideBySide(due, atOnce, (notice) => send(ctx, notice));
  } while (due.length === taken);
}

async function send(ctx: Context, notice: store.NoticeRow): Promise<void> {
  const { tenantId, voicemailId } = notice;
  // A letter that cannot be written has not been sent.
  const delivery = await compose(ctx, notice).then(
    (letter) => (letter ? ctx.clock.during(ctx.mail.send(letter)) : deleted),
    (error: unknown): Delivery => ({ outcome: 'later', note: error instanceof Error ? error.message : String(error) }),
  );
  const outcome = outcomeOf(delivery, notice, ctx.clock.now());
  if (outcome.state !== 'sent') ctx.log.warn({ voicemail: voicemailId, ...delivery }, 'an e-mail notice was not sent');
  await ctx.db.asTenant(tenantId, async (tx) => {
    await store.settleNotice(tx, notice, outcome);
    const message = await messageById(tx, voicemailId);
    if (message) await publishChange(ctx, tx, message);
  });
}

const deleted: Delivery = { outcome: 'refused', note: 'The message was deleted before.' };

function outcomeOf({ outcome, note: said }: Delivery, { tries }: store.NoticeRow, now: Date) {
  const note = said.slice(0, 500);
  const settled = { note, dueAt: now, sentAt: null };
  if (outcome === 'sent') return { ...settled, state: 'sent' as const, sentAt: now };
  if (outcome === 'unknown') return { ...settled, state: 'unknown' as const };
  const waitMs = outcome === 'later' ? nextTryAfterMs(tries) : null;
  if (waitMs === null) return { ...settled, state: 'failed' as const };
  return { ...settled, state: 'waiting' as const, dueAt: new Date(now.getTime() + waitMs) };
}

/** Reads first, encodes afterwards: a minute of sound takes longer than a transaction may. */
async function compose(ctx: Context, notice: store.NoticeRow): Promise<Letter | undefined> {
  const read = await readFor(ctx, notice);
  if (!read) return undefined;
  const { facts, messageId, soundKey } = read;
  return letterOf({ ...facts, attachment: soundKey === null ? undefined : await attached(ctx, messageId, soundKey) });
}

async function readFor(ctx: Context, { tenantId, voicemailId, email }: store.NoticeRow) {
  return ctx.db.asTenant(tenantId, async (tx) => {
    const message = await messageById(tx, voicemailId);
    if (!message || message.deletedAt !== null) return undefined;
    const box = await boxById(tx, tenantId, message.boxId);
    const { contactId } = message;
    const { timeZone } = await workspaceOf(tx, tenantId);
    const facts = {
      to: email,
      boxName: box?.name ?? '',
      from: message.fromNumber,
      contactName: contactId ? ((await contactsByIds(tx, [contactId])).get(contactId) ?? null) : null,
      seconds: message.durationSeconds,
      at: message.createdAt,
      timeZone,
      link: `${ctx.publicUrl()}/voicemail?m=${formatId('voicemail', message.id)}`,
    };
    const recording = box?.attachAudio ? await recordingOfMessage(tx, message) : undefined;
    const soundKey = recording?.status === 'ready' ? recording.storageKey : null;
    return { facts, messageId: message.id, soundKey };
  });
}

async function attached(ctx: Context, id: Id<'voicemail'>, soundKey: string): Promise<Letter['attachment']> {
  const pieces: Uint8Array[] = [];
  for await (const piece of ctx.audio.encodeMp3(ctx.storage.open(soundKey))) pieces.push(piece);
  return { name: `${formatId('voicemail', id)}.mp3`, type: 'audio/mpeg', content: Buffer.concat(pieces) };
}
