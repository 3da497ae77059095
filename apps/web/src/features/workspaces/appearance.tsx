import { useSingleLetters } from '../../app/shortcuts.ts';
import { setTheme, themes, useTheme } from '../../app/theme.ts';
import { Switch } from '../../ui/switch.tsx';

const words = { system: 'Like the system', light: 'Light', dark: 'Dark' };

/** Light or dark, and whether single letters are shortcuts; kept in this browser. */
export function Appearance() {
  const theme = useTheme();
  const [singleLetters, setSingleLetters] = useSingleLetters();
  return (
    <>
      <fieldset className="flex flex-wrap gap-4">
        <legend className="pb-1 text-[13px] font-medium">Theme</legend>
        {themes.map((choice) => (
          <label key={choice} className="flex min-h-8 items-center gap-2">
            <input
              type="radio"
              name="theme"
              className="size-4 accent-[var(--accent)]"
              checked={theme === choice}
              onChange={() => setTheme(choice)}
            />
            {words[choice]}
          </label>
        ))}
      </fieldset>
      <Switch label="Single-letter keyboard shortcuts" checked={singleLetters} onChange={setSingleLetters} />
    </>
  );
}
