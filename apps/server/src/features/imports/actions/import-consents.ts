import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import type { ImportResult } from '#runtime/database/import-tables';
import type { ConsentOfFile, ImportPowers } from '../powers.ts';
import type { ImportRecord } from '../store/imports.ts';
import type { Handled } from './run.ts';

/** Who asks in a file not to be called is not called, and has agreed to nothing. */
export async function writeConsents(
  powers: ImportPowers,
  tx: Tx,
  actor: Actor,
  { record, handled, counts }: { record: ImportRecord; handled: readonly Handled[]; counts: ImportResult },
): Promise<void> {
  const asking = handled.flatMap(({ rows }) => rows.filter(({ doNotCall }) => doNotCall));
  const unwanted = new Set(asking.flatMap(({ numbers }) => numbers.map(({ number }) => number)));
  if (unwanted.size > 0) {
    const reason = `Said in the file ${record.name}`;
    counts.suppressed += await powers.suppress(tx, actor, { numbers: [...unwanted], reason });
  }
  const consents = consentsOf(record, handled).filter(({ phone_number }) => !unwanted.has(phone_number));
  if (consents.length === 0) return;
  const { recorded, takenBack } = await powers.grantConsents(tx, actor, { importId: record.id, consents });
  counts.consents += recorded;
  counts.consents_left_out += takenBack;
}

/** One of each number of each contact: of several rows the latest. */
function consentsOf(
  { settings: { consent }, created_at }: ImportRecord,
  handled: readonly Handled[],
): readonly ConsentOfFile[] {
  if (!consent) return [];
  const { scope, strength, source, proof: proof_text } = consent;
  const stated = consent.given_at === undefined ? undefined : new Date(consent.given_at);
  return handled.flatMap(({ contact, rows }) => {
    const byNumber = new Map<string, ConsentOfFile>();
    for (const { numbers, consentGivenAt } of rows) {
      const given_at = (consentGivenAt ?? stated ?? created_at).toISOString();
      const isDateStated = (consentGivenAt ?? stated) !== undefined;
      for (const { number: phone_number } of numbers) {
        const known = byNumber.get(phone_number);
        if (known?.isDateStated && (!isDateStated || known.given_at >= given_at)) continue;
        const about = { given_at, isDateStated, contactId: contact.id, phone_number };
        byNumber.set(phone_number, { scope, strength, source, proof_text, ...about });
      }
    }
    return [...byNumber.values()];
  });
}
