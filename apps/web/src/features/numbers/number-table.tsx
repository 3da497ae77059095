import type { OwnNumber } from '@offhook/contract';
import { useMay } from '../../app/session.ts';
import { NumberName } from './number-name.tsx';
import { Capabilities, Health } from './number-signs.tsx';
import { callsInWords, recordingWords } from './number-words.ts';

const columns = ['Number', 'Can do', 'Calls go to', 'Voicemail', 'Recorded', 'Calls, 30 days', 'Health'] as const;

export function NumberTable({ numbers }: { numbers: readonly OwnNumber[] }) {
  const mayFix = useMay('manager');
  return (
    <div className="card overflow-x-auto">
      <table aria-label="Numbers" className="w-full">
        <thead>
          <tr className="border-b text-left text-[13px]">
            {columns.map((column) => (
              <th key={column} className="px-3 py-2 font-semibold whitespace-nowrap">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {numbers.map((number) => (
            <tr key={number.id} className="align-top hover:bg-sunken">
              <td className="px-3 py-2.5">
                <NumberName number={number} />
              </td>
              <td className="px-3 py-2.5">
                <Capabilities of={number.capabilities} />
              </td>
              <td className="px-3 py-2.5 break-words">
                {number.routes_to}
                <Rules number={number} />
              </td>
              <td className="px-3 py-2.5 break-words">
                {number.box_name ?? <span className="text-muted">Default box</span>}
              </td>
              <td className="px-3 py-2.5">{recordingWords[number.recording_policy]}</td>
              <td className="tabular px-3 py-2.5">{callsInWords(number)}</td>
              <td className="px-3 py-2">
                <Health number={number} mayFix={mayFix} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Rules({ number: { forwarding } }: { number: OwnNumber }) {
  if (forwarding.length === 0) return null;
  const words = forwarding.length === 1 ? '1 forwarding rule first' : `${forwarding.length} forwarding rules first`;
  return <span className="block text-[13px] text-muted">{words}</span>;
}
