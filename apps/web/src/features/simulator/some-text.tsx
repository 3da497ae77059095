import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';

/** A line of text and the button that uses it. */
export function SomeText(props: {
  label: string;
  button: string;
  start: string;
  busy: boolean;
  onSend: (text: string) => void;
}) {
  const [text, setText] = useState(props.start);
  return (
    <form
      className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSend(text.trim());
        setText(props.start);
      }}
    >
      <TextField
        label={props.label}
        required
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" className="h-9" disabled={props.busy}>
        {props.button}
      </Button>
    </form>
  );
}

export function SaySomething({ busy, onSay }: { busy: boolean; onSay: (text: string) => void }) {
  return <SomeText label="What the person says" button="Say it" start="" busy={busy} onSend={onSay} />;
}
