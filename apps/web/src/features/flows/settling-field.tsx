import { type ReactNode, useState } from 'react';
import { TextField } from '../../ui/field.tsx';

/** A line that is read when somebody is done with it (Enter, or leaving it), not with every key. */
export function SettlingField(props: {
  label: string;
  labelHidden?: boolean;
  hint?: ReactNode;
  error?: string | undefined;
  placeholder?: string | undefined;
  mono?: boolean;
  most: number;
  value: string;
  onSettle: (text: string) => void;
}) {
  const { value, onSettle, most, mono, ...rest } = props;
  const [typed, setTyped] = useState<string>();
  const settle = () => {
    if (typed !== undefined && typed !== value) onSettle(typed);
    setTyped(undefined);
  };
  return (
    <TextField
      {...rest}
      maxLength={most}
      spellCheck={!mono}
      className={mono ? 'font-mono text-[13px]' : undefined}
      value={typed ?? value}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle();
        if (event.key === 'Escape') setTyped(undefined);
      }}
    />
  );
}
