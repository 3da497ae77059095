import type { Call } from '@offhook/contract';
import { useNavigate } from '@tanstack/react-router';
import { memo } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { useWorkspace } from '../workspaces/workspace.ts';
import { CallCell } from './call-cells.tsx';
import { otherParty } from './call-party.ts';
import { type HistoryLayout, roomForControls } from './history-columns.ts';

export interface CallItemProps {
  call: Call;
  index: number;
  selected: boolean;
  /** `extend`: everything from the last one selected, too. */
  onSelect: (index: number, extend: boolean) => void;
  measure: (element: HTMLElement | null) => void;
}

interface CallRowProps extends CallItemProps {
  layout: HistoryLayout;
}

/** One call of the table. */
export const CallRow = memo(function CallRow(props: CallRowProps) {
  const { call, index, selected, onSelect, measure, layout } = props;
  const navigate = useNavigate();
  const compact = layout.density === 'compact';
  const shown = layout.columns.filter((column) => column.shown);
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      onClick={() => void navigate({ to: '/calls/$callId', params: { callId: call.id } })}
      className={classNames(
        'cursor-pointer border-b last:border-b-0 hover:bg-sunken',
        compact ? 'h-8' : 'h-11',
        selected && 'bg-selected hover:bg-selected',
      )}
    >
      <td className="pl-3">
        <SelectBox call={call} index={index} selected={selected} onSelect={onSelect} />
      </td>
      {shown.map(({ id }) => (
        <td
          key={id}
          className={classNames('px-2 align-middle', id !== 'recording' && 'truncate', compact ? 'py-0' : 'py-0.5')}
        >
          <CallCell id={id} call={call} index={index} compact={compact} controls={roomForControls(layout)} />
        </td>
      ))}
    </tr>
  );
});

/** The box that selects a call. */
export function SelectBox({ call, index, selected, onSelect }: Omit<CallItemProps, 'measure'>) {
  const { country } = useWorkspace();
  return (
    <input
      type="checkbox"
      data-index={index}
      aria-label={`Select the call with ${otherParty(call, country)}`}
      checked={selected}
      onClick={(event) => event.stopPropagation()}
      onChange={(event) => {
        // Only the click behind a change of a checkbox knows whether Shift was held.
        const click = event.nativeEvent;
        onSelect(index, click instanceof MouseEvent && click.shiftKey);
      }}
      className="block size-6 scale-[0.67] accent-[var(--accent)]"
    />
  );
}
