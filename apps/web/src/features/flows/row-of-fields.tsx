import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';

/** Rows of a list that can be added to and taken from. */
export function FieldRows(props: {
  legend: string;
  hint?: string;
  addLabel?: string;
  onAdd?: () => void;
  children: ReactNode;
}) {
  return (
    <fieldset className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
      <legend className="pb-1 text-[13px] font-medium">{props.legend}</legend>
      {props.hint ? <p className="text-xs text-muted">{props.hint}</p> : null}
      {props.children}
      {props.onAdd ? (
        <Button size="small" className="justify-self-start" onClick={props.onAdd}>
          <Plus size={14} aria-hidden /> {props.addLabel}
        </Button>
      ) : null}
    </fieldset>
  );
}

export function RemoveRow({ name, onRemove }: { name: string; onRemove: () => void }) {
  return <IconButton name={name} icon={<X size={16} aria-hidden />} onClick={onRemove} />;
}
