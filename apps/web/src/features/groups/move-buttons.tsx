import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { IconButton } from '../../ui/icon-button.tsx';

/** Moves an entry of an ordered list, or takes it out. At the ends a button stays where it is, so the focus does, too. */
export function MoveButtons(props: {
  name: string;
  isFirst: boolean;
  isLast: boolean;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const { name, isFirst, isLast, onMove, onRemove } = props;
  return (
    <span className="inline-flex shrink-0">
      <IconButton
        name={`Move ${name} up`}
        icon={<ArrowUp size={16} aria-hidden />}
        aria-disabled={isFirst}
        onClick={() => isFirst || onMove(-1)}
      />
      <IconButton
        name={`Move ${name} down`}
        icon={<ArrowDown size={16} aria-hidden />}
        aria-disabled={isLast}
        onClick={() => isLast || onMove(1)}
      />
      <IconButton name={`Remove ${name}`} icon={<X size={16} aria-hidden />} onClick={onRemove} />
    </span>
  );
}
