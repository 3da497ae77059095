import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';

/** Rows of a list that can be added to and taken from. */
export function FieldRows(props: {
  legend: string;
  hint?: ReactNode;
  error?: string | undefined;
  addLabel?: string;
  onAdd?: () => void;
  children: ReactNode;
}) {
  return (
    <fieldset className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
      <legend className="pb-1 text-[13px] font-medium">{props.legend}</legend>
      {props.hint ? <p className="text-xs text-muted">{props.hint}</p> : null}
      {props.children}
      {props.error ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {props.error}
        </p>
      ) : null}
      {props.onAdd ? (
        <Button size="small" className="justify-self-start" onClick={props.onAdd}>
          <Plus size={14} aria-hidden /> {props.addLabel}
        </Button>
      ) : null}
    </fieldset>
  );
}

export function RemoveRow(props: { name: string; className?: string; onRemove: () => void }) {
  const { name, className, onRemove } = props;
  return <IconButton name={name} icon={<X size={16} aria-hidden />} className={className} onClick={onRemove} />;
}
