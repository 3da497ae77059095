import { type Call, type Contact, refusalSentence } from '@offhook/contract';
import { Phone } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { sentenceOf } from '../../app/failures.ts';
import { formatNumber, formatWhileTyping } from '../../app/phone.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { rememberedFrom } from '../numbers/call-from.ts';
import { useWorkspace } from '../workspaces/workspace.ts';
import { RefusalFix } from './call-modal-fix.tsx';
import { type DialerChoices, noChoices, wishOf } from './dialer-choices.ts';
import { useDialerForm } from './dialer-form.ts';
import { DialerOptions } from './dialer-options.tsx';
import { useScriptPreview } from './dialer-script.tsx';
import { Keypad } from './keypad.tsx';
import { NumberField } from './number-field.tsx';
import { usePlaceCall } from './place-call.ts';
import { PlacedCall } from './placed-call.tsx';

/** What the dialer starts with, from a link or the palette. */
interface DialerStart {
  number?: string | undefined;
  contact?: Contact | undefined;
}

/** Dials a number or a contact, and shows in place what becomes of the call. */
export function Dialer({ start }: { start: DialerStart }) {
  const { country } = useWorkspace();
  const mayCall = useMay('agent');
  const field = useRef<HTMLInputElement>(null);
  const form = useDialerForm(start, country);
  const [choices, setChoices] = useState(() => ({ ...noChoices, from: rememberedFrom() }));
  const preview = useScriptPreview(choices, form.contact);
  const [placed, setPlaced] = useState<Call>();
  const place = usePlaceCall({
    onPlaced: (call) => {
      setPlaced(call);
      form.clear();
    },
  });
  const choose = (part: Partial<DialerChoices>) => {
    setChoices({ ...choices, ...part });
    place.reset();
  };
  const dial = async (event: FormEvent) => {
    event.preventDefault();
    if (place.isPending || form.looking) return;
    const whom = await form.read(() => field.current?.value);
    const missing = form.contact && !preview.isPlaceholderData ? (preview.data?.missing ?? []) : [];
    if (!whom) return field.current?.focus();
    // Without a contact nobody but the server knows whether one has this number.
    if (missing.length > 0)
      return form.setProblem(refusalSentence('scripts.variables_missing', { names: missing.join(', ') }));
    place.mutate({ ...whom, ...wishOf(choices) });
  };
  const type = (text: string) => {
    form.type(text);
    place.reset();
  };
  return (
    <section id="dialer" aria-label="Dialer" className="card grid grid-cols-[minmax(0,1fr)] content-start gap-3 p-4">
      <h2 className="text-base leading-6 font-semibold">Place a call</h2>
      <form className="grid gap-1" onSubmit={(event) => void dial(event)}>
        <NumberField
          field={field}
          value={form.text}
          error={form.problem ?? (place.error ? sentenceOf(place.error) : undefined)}
          onChange={type}
          onPick={form.pick}
          open={form.open}
          onOpenChange={form.setOpen}
        >
          <Button type="submit" look="call" className="h-11 px-4" aria-disabled={place.isPending} disabled={!mayCall}>
            <Phone size={16} aria-hidden /> {place.isPending ? 'Placing…' : 'Call'}
          </Button>
        </NumberField>
        <RefusalFix error={place.error} />
        <CallingWhom contact={form.contact} />
      </form>
      {mayCall ? null : <p className="text-muted">Calling needs the role agent or more.</p>}
      {placed ? (
        <PlacedCall
          key={placed.id}
          placed={placed}
          doneLabel="Save & next"
          onDone={() => {
            setPlaced(undefined);
            field.current?.focus();
          }}
        />
      ) : (
        <Keypad label="Keypad" onPress={(key) => type(formatWhileTyping(form.text + key, country))} />
      )}
      <DialerOptions choices={choices} onChoose={choose} preview={preview} contact={form.contact} />
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
