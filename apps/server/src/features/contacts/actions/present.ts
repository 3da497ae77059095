import type { Contact, Note } from '@offhook/contract';
import { formatId } from '@offhook/kit';
import type { ContactRow } from '../contact.ts';
import type { ContactPowers } from '../powers.ts';
import type { NoteRow } from '../store/notes.ts';

export function presentContact({ zonesOf }: Pick<ContactPowers, 'zonesOf'>, contact: ContactRow): Contact {
  const { phoneNumber, timeZone } = contact;
  const stated = timeZone ? [timeZone] : [];
  const numbers = contact.numbers.map((each) => ({ ...each, is_default: each.number === phoneNumber }));
  return {
    id: formatId('contact', contact.id),
    name: contact.name,
    first_name: contact.firstName,
    last_name: contact.lastName,
    company: contact.company,
    title: contact.title,
    phone_number: phoneNumber,
    numbers: numbers.toSorted((one, other) => Number(other.is_default) - Number(one.is_default)),
    email: contact.email,
    time_zone: timeZone,
    region: contact.region,
    country: contact.country ?? contact.numberCountry,
    zones: phoneNumber ? [...zonesOf(phoneNumber, { zone: timeZone, region: contact.region })] : stated,
    tags: contact.tags,
    metadata: contact.metadata,
    import_id: contact.importId && formatId('import', contact.importId),
    sample: contact.isSample,
    created_at: contact.createdAt.toISOString(),
    updated_at: contact.updatedAt.toISOString(),
  };
}

export function presentNote({ id, at, text, callId, author }: NoteRow): Note {
  const call_id = callId && formatId('call', callId);
  return { id: formatId('note', id), at: at.toISOString(), text, call_id, written_by: author };
}
