import type { Call } from '@offhook/contract';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { memo } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { CallCell } from '../calls/call-cells.tsx';
import type { ColumnId } from '../calls/history-columns.ts';
import type { SortColumn, Sorting } from './call-sorting.ts';

const columns: readonly { id: ColumnId; label: string; width: string; sort?: SortColumn }[] = [
  { id: 'who', label: 'Prospect', width: 'w-[24%]', sort: 'who' },
  { id: 'state', label: 'Status', width: 'w-[16%]', sort: 'state' },
  { id: 'answered', label: 'Answered by', width: 'w-[12%]' },
  { id: 'talk', label: 'Duration', width: 'w-[10%]', sort: 'talk' },
  { id: 'cost', label: 'Cost', width: 'w-[10%]', sort: 'cost' },
  { id: 'recording', label: 'Recording', width: 'w-[14%]' },
  { id: 'started', label: 'Started', width: 'w-[14%]', sort: 'started' },
];

/** S4's table of calls: a press on the head of a column sorts by it. */
export function CampaignCallTable(props: {
  calls: readonly Call[];
  sorting: Sorting;
  onSort: (by: SortColumn) => void;
}) {
  const { calls, sorting, onSort } = props;
  return (
    <div className="card overflow-x-auto">
      <table aria-label="Calls" className="w-full min-w-[860px] table-fixed">
        <thead>
          <tr className="border-b text-[13px]">
            {columns.map(({ id, label, width, sort }) => {
              const isSorted = sort === sorting.by;
              const Arrow = sorting.down ? ArrowDown : ArrowUp;
              return (
                <th
                  key={id}
                  scope="col"
                  aria-sort={isSorted ? (sorting.down ? 'descending' : 'ascending') : undefined}
                  className={classNames('px-2 py-1 text-left font-semibold', width)}
                >
                  {sort ? (
                    <button
                      type="button"
                      className="inline-flex min-h-7 items-center gap-1 hover:underline"
                      onClick={() => onSort(sort)}
                    >
                      {label}
                      <Arrow size={14} aria-hidden className={isSorted ? '' : 'invisible'} />
                    </button>
                  ) : (
                    label
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {calls.map((call, index) => (
            <Row key={call.id} call={call} index={index} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Row = memo(function Row({ call, index }: { call: Call; index: number }) {
  return (
    <tr className="h-11 border-b last:border-b-0 hover:bg-sunken">
      {columns.map(({ id }) => (
        <td key={id} className={classNames('px-2 py-0.5 align-middle', id !== 'recording' && 'truncate')}>
          <CallCell id={id} call={call} index={index} compact={false} controls="left" />
        </td>
      ))}
    </tr>
  );
});
