const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

/** Three by four keys; while one of them has the focus, the keys of the keyboard press them too. */
export function Keypad({ onPress }: { onPress: (key: string) => void }) {
  const typed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (keys.some((key) => key === event.key)) onPress(event.key);
  };
  return (
    <fieldset class="keypad" onKeyDown={typed}>
      <legend>Keys</legend>
      {keys.map((key) => (
        <button key={key} type="button" onClick={() => onPress(key)}>
          <span class="aloud">Key </span>
          {key}
        </button>
      ))}
    </fieldset>
  );
}
