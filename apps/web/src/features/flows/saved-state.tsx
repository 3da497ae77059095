import { Check, CloudOff, LoaderCircle, type LucideIcon, Pencil, TriangleAlert } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { type Saved, useEditor } from './editor-store.ts';

const looks: Readonly<Record<Saved, { words: string; Icon: LucideIcon; isBad?: true }>> = {
  saved: { words: 'Draft saved', Icon: Check },
  saving: { words: 'Saving…', Icon: LoaderCircle },
  unsaved: { words: 'Changed', Icon: Pencil },
  offline: { words: 'Not saved, trying again', Icon: CloudOff, isBad: true },
  conflict: { words: 'Not saved: changed elsewhere', Icon: TriangleAlert, isBad: true },
};

/** Whether the draft is safe on the server; says why when it is not. */
export function SavedState({ trouble, onDecide }: { trouble: string | undefined; onDecide: () => void }) {
  const saved = useEditor((editor) => editor.saved);
  const readOnly = useEditor((editor) => editor.readOnly);
  const { words, Icon, isBad } = looks[saved];
  if (readOnly) return <span className="text-[13px] text-muted">You can look, not change</span>;
  return (
    <span
      role="status"
      aria-label="Draft"
      title={isBad ? trouble : undefined}
      className={classNames(
        'flex items-center gap-1.5 text-[13px] whitespace-nowrap text-muted',
        isBad && 'text-danger-text',
      )}
    >
      <Icon size={14} aria-hidden />
      {words}
      {saved === 'conflict' ? (
        <Button size="small" onClick={onDecide}>
          Decide…
        </Button>
      ) : null}
    </span>
  );
}
