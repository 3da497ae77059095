import { Dialog } from '../ui/dialog.tsx';
import { shortcutCatalogue, shortcutIds, useSingleLetters } from './shortcuts.ts';

const spoken: Record<string, string> = { mod: 'Ctrl or ⌘', shift: 'Shift', ArrowLeft: '←', ArrowRight: '→' };

/** All keyboard shortcuts, printed from the table that binds them. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const [singleLetters] = useSingleLetters();
  const groups = [...new Set(shortcutIds.map((id) => shortcutCatalogue[id].group))];
  return (
    <Dialog
      onClose={onClose}
      title="Keyboard shortcuts"
      description={singleLetters ? undefined : 'Single-letter shortcuts are switched off in Settings.'}
    >
      {groups.map((group) => (
        <section key={group} className="grid gap-1">
          <h3 className="text-[13px] font-semibold text-muted">{group}</h3>
          <dl className="grid gap-1">
            {shortcutIds
              .filter((id) => shortcutCatalogue[id].group === group)
              .map((id) => (
                <div key={id} className="flex min-h-7 items-center justify-between gap-4">
                  <dt>{shortcutCatalogue[id].label}</dt>
                  <dd className="flex shrink-0 gap-1">
                    <Keys keys={shortcutCatalogue[id].keys} />
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}

function Keys({ keys }: { keys: string }) {
  return keys.split(/(?<=.)[+ ]/).map((key) => (
    <kbd key={key} className="rounded-md border bg-sunken px-1.5 font-sans text-xs leading-5">
      {spoken[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
    </kbd>
  ));
}
