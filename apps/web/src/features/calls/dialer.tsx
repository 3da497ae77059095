import type { Call, Contact } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { Phone } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../../app/failures.ts';
import { formatNumber, formatWhileTyping } from '../../app/phone.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { contactsNamed } from '../contacts/queries.ts';
import { settingsQuery, useWorkspace } from '../workspaces/workspace.ts';
import { Keypad } from './keypad.tsx';
import { NumberField } from './number-field.tsx';
import { type PlaceCallBody, usePlaceCall } from './place-call.ts';
import { PlacedCall } from './placed-call.tsx';
import { whoIsMeant } from './who-is-meant.ts';

/** What the dialer starts with, from a link or the palette. */
interface DialerStart {
  number?: string | undefined;
  contact?: Contact | undefined;
}

/** Dials a number or a contact, and shows in place what becomes of the call. */
export function Dialer({ start }: { start: DialerStart }) {
  const { country } = useWorkspace();
  const field = useRef<HTMLInputElement>(null);
  const mayCall = useMay('agent');
  const form = useDialerForm(start, country);
  const [placed, setPlaced] = useState<Call>();
  const place = usePlaceCall({
    onPlaced: (call) => {
      setPlaced(call);
      form.clear();
    },
  });
  const dial = async (event: FormEvent) => {
    event.preventDefault();
    if (place.isPending || form.looking) return;
    const body = await form.read(() => field.current?.value);
    if (body) place.mutate(body);
    else field.current?.focus();
  };
  return (
    <section id="dialer" aria-label="Dialer" className="card grid content-start gap-4 p-4">
      <h2 className="text-base leading-6 font-semibold">Place a call</h2>
      <form className="grid gap-3" onSubmit={(event) => void dial(event)}>
        <NumberField
          field={field}
          value={form.text}
          error={form.problem ?? (place.error ? sentenceOf(place.error) : undefined)}
          onChange={(text) => {
            form.type(text);
            place.reset();
          }}
          onPick={form.pick}
          open={form.open}
          onOpenChange={form.setOpen}
        >
          <Button type="submit" look="call" className="h-11 px-4" aria-disabled={place.isPending} disabled={!mayCall}>
            <Phone size={16} aria-hidden /> {place.isPending ? 'Placing…' : 'Call'}
          </Button>
        </NumberField>
        <CallingWhom contact={form.contact} />
        {mayCall ? null : <p className="text-muted">Calling needs the role agent or more.</p>}
        {placed ? <PlacedCall key={placed.id} placed={placed} /> : null}
        <Keypad
          label="Keypad"
          onPress={(key) => {
            form.type(formatWhileTyping(form.text + key, country));
            place.reset();
          }}
        />
        <TextArea
          label="Message to speak"
          hint="Said when the call is answered. Empty: the opening message of the workspace."
          rows={2}
          maxLength={3000}
          value={form.message}
          onChange={(event) => form.setMessage(event.target.value)}
        />
        <RecordSwitch chosen={form.record} onChange={form.setRecord} />
      </form>
    </section>
  );
}

function CallingWhom({ contact }: { contact: Contact | undefined }) {
  const { country, default_from_number } = useWorkspace();
  const from = default_from_number ? `from ${formatNumber(default_from_number, country)}` : '';
  return (
    <p className="min-h-5 text-[13px] text-muted">
      {contact ? <span className="font-medium text-fg">{contact.name} </span> : null}
      {from}
    </p>
  );
}

function RecordSwitch(props: { chosen: boolean | undefined; onChange: (on: boolean) => void }) {
  const settings = useQuery(settingsQuery);
  const byDefault = settings.data?.items.find(({ key }) => key === 'auto_record_calls')?.value === true;
  return <Switch label="Record this call" checked={props.chosen ?? byDefault} onChange={props.onChange} />;
}

function useDialerForm(start: DialerStart, country: string) {
  const [text, setText] = useState('');
  const [contact, setContact] = useState<Contact>();
  const [message, setMessage] = useState('');
  const [record, setRecord] = useState<boolean>();
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
  const read = async (textNow: () => string | undefined): Promise<PlaceCallBody | undefined> => {
    const options = { ...(message.trim() && { message: message.trim() }), ...(record !== undefined && { record }) };
    if (contact) return { contact_id: contact.id, ...options };
    setLooking(true);
    const meant = await whoIsMeant(text, country, contactsNamed).finally(() => setLooking(false));
    // Whoever typed on while the name was looked up means somebody else by now.
    if (textNow() !== text) return undefined;
    setOpen('several' in meant && meant.several);
    if ('number' in meant) return { to: meant.number, ...options };
    if ('contact' in meant) {
      pick(meant.contact);
      return { contact_id: meant.contact.id, ...options };
    }
    setProblem(meant.problem);
    return undefined;
  };
  const clear = () => type('');
  return {
    ...{ text, contact, message, record, problem, open, looking },
    ...{ type, pick, setMessage, setRecord, setOpen, read, clear },
  };
}
