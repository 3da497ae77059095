import { Switch as Radix } from 'radix-ui';
import { useId } from 'react';

export function Switch(props: {
  label: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="flex min-h-8 items-center gap-2">
      <Radix.Root
        id={id}
        checked={props.checked}
        disabled={props.disabled}
        onCheckedChange={props.onChange}
        className="h-6 w-10 shrink-0 rounded-full border border-input bg-sunken p-0.5 transition-colors disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
      >
        <Radix.Thumb className="block h-[18px] w-[18px] rounded-full bg-[var(--input)] transition-transform data-[state=checked]:translate-x-4 data-[state=checked]:bg-white" />
      </Radix.Root>
      <label htmlFor={id}>{props.label}</label>
    </div>
  );
}
