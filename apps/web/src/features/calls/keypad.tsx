const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;
const letters: Record<string, string> = {
  '2': 'ABC',
  '3': 'DEF',
  '4': 'GHI',
  '5': 'JKL',
  '6': 'MNO',
  '7': 'PQRS',
  '8': 'TUV',
  '9': 'WXYZ',
  '0': '+',
};

/** Three by four keys. Holding 0 gives +. */
export function Keypad(props: { label: string; onPress: (key: string) => void }) {
  return (
    <fieldset className="grid grid-cols-3 gap-1.5">
      <legend className="sr-only">{props.label}</legend>
      {keys.map((key) => (
        <Key key={key} name={key} onPress={props.onPress} />
      ))}
    </fieldset>
  );
}

function Key({ name, onPress }: { name: string; onPress: (key: string) => void }) {
  let held: ReturnType<typeof setTimeout> | undefined;
  let long = false;
  const hold = () => {
    long = false;
    if (name !== '0') return;
    held = setTimeout(() => {
      long = true;
      onPress('+');
    }, 500);
  };
  const release = () => {
    clearTimeout(held);
    if (!long) onPress(name);
    long = false;
  };
  return (
    <button
      type="button"
      onPointerDown={hold}
      onPointerLeave={() => clearTimeout(held)}
      onClick={release}
      className="grid h-10 content-center justify-items-center rounded-lg border bg-surface leading-none select-none hover:bg-sunken active:bg-selected"
    >
      <span className="tabular text-base font-medium">
        <span className="sr-only">Key </span>
        {name}
      </span>
      <span aria-hidden className="h-3 text-[11px] leading-3 text-muted">
        {letters[name]}
      </span>
    </button>
  );
}
