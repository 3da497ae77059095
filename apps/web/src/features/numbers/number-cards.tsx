import type { OwnNumber } from '@offhook/contract';
import type { ReactNode } from 'react';
import { useMay } from '../../app/session.ts';
import { NumberName } from './number-name.tsx';
import { Capabilities, Health } from './number-signs.tsx';
import { Rules } from './number-table.tsx';
import { callsInWords, recordingWords } from './number-words.ts';

/** The table where there is no room for one. */
export function NumberCards({ numbers }: { numbers: readonly OwnNumber[] }) {
  const mayFix = useMay('manager');
  return (
    <ul aria-label="Numbers" className="grid gap-3">
      {numbers.map((number) => (
        <li key={number.id} className="card grid gap-3 p-4">
          <NumberName number={number} />
          <Health number={number} mayFix={mayFix} />
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
            <Fact name="Calls go to">
              {number.routes_to}
              <Rules number={number} />
            </Fact>
            <Fact name="Voicemail">{number.box_name ?? 'Default box'}</Fact>
            <Fact name="Recorded">{recordingWords[number.recording_policy]}</Fact>
            <Fact name="Calls, 30 days">{callsInWords(number)}</Fact>
            <Fact name="Can do">
              <Capabilities of={number.capabilities} />
            </Fact>
          </dl>
        </li>
      ))}
    </ul>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
