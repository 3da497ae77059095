import type { Contact } from '@offhook/contract';
import { useEffect, useState } from 'react';
import { formatNumber, formatWhileTyping } from '../../app/phone.ts';
import { contactsNamed } from '../contacts/queries.ts';
import type { PlaceCallBody } from './place-call.ts';
import { whoIsMeant } from './who-is-meant.ts';

type Whom = Pick<PlaceCallBody, 'to' | 'contact_id'>;

/** Whom to call: what is typed, the contact that was picked, and what is wrong with it. */
export function useDialerForm(start: { number?: string | undefined; contact?: Contact | undefined }, country: string) {
  const [text, setText] = useState('');
  const [contact, setContact] = useState<Contact>();
  const [problem, setProblem] = useState<string>();
  const [open, setOpen] = useState(false);
  const [looking, setLooking] = useState(false);
  const type = (typed: string) => {
    setText(typed);
    setContact(undefined);
    setProblem(undefined);
  };
  const pick = (picked: Contact) => {
    type(formatNumber(picked.phone_number ?? '', country));
    setContact(picked);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new start may overwrite what somebody typed.
  useEffect(() => {
    if (start.number) type(formatWhileTyping(start.number, country));
    if (start.contact) pick(start.contact);
  }, [start.number, start.contact]);
  const read = async (textNow: () => string | undefined): Promise<Whom | undefined> => {
    setProblem(undefined);
    if (contact) return { contact_id: contact.id };
    setLooking(true);
    const meant = await whoIsMeant(text, country, contactsNamed).finally(() => setLooking(false));
    // Whoever typed on while the name was looked up means somebody else by now.
    if (textNow() !== text) return undefined;
    setOpen('several' in meant && meant.several);
    if ('number' in meant) return { to: meant.number };
    if ('contact' in meant) {
      pick(meant.contact);
      return { contact_id: meant.contact.id };
    }
    setProblem(meant.problem);
    return undefined;
  };
  const clear = () => type('');
  return { text, contact, problem, open, looking, type, pick, setProblem, setOpen, read, clear };
}
