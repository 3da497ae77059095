import type { Prospect } from '@offhook/contract';
import { memo } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { NextCall, outcomeWords, ProspectStateBadge, ProspectWho } from './prospect-cells.tsx';

const columns = [
  ['Prospect', 'w-[22%]'],
  ['State', 'w-[11%]'],
  ['Attempts', 'w-[9%]'],
  ['Last outcome', 'w-[14%]'],
  ['Next call', 'w-[18%]'],
  ['Reason', 'w-[26%]'],
] as const;

interface ProspectTableProps {
  prospects: readonly Prospect[];
  onOpen: (id: string) => void;
}

/** The prospects where there is room for columns. */
export function ProspectTable({ prospects, onOpen }: ProspectTableProps) {
  return (
    <div className="card overflow-x-auto">
      <table aria-label="Prospects" className="w-full min-w-[860px] table-fixed">
        <thead>
          <tr className="border-b text-[13px]">
            {columns.map(([name, width]) => (
              <th key={name} scope="col" className={classNames('px-3 py-2 text-left font-semibold', width)}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {prospects.map((prospect) => (
            <Row key={prospect.id} prospect={prospect} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Row = memo(function Row({ prospect, onOpen }: { prospect: Prospect; onOpen: (id: string) => void }) {
  const cell = 'px-3 py-1 align-middle';
  return (
    <tr
      className="h-[52px] cursor-pointer border-b last:border-b-0 hover:bg-sunken"
      onClick={() => onOpen(prospect.id)}
    >
      <td className={cell}>
        <ProspectWho prospect={prospect} onOpen={onOpen} />
      </td>
      <td className={cell}>
        <ProspectStateBadge prospect={prospect} />
      </td>
      <td className={`${cell} tabular`}>{prospect.attempts}</td>
      <td className={cell}>{outcomeWords(prospect)}</td>
      <td className={`${cell} text-[13px]`}>
        <NextCall prospect={prospect} />
      </td>
      <td className={`${cell} text-[13px]`} title={prospect.reason?.message}>
        <span className="line-clamp-2">{prospect.reason?.message ?? '–'}</span>
      </td>
    </tr>
  );
});
