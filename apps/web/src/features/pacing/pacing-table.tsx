import type { ModeResult } from './pacing-results.ts';
import { isAllowed, modeNames, percentOf } from './pacing-words.ts';

interface Row {
  name: string;
  of: (result: ModeResult) => string;
}

// The long words may be broken where the page is narrowest.
const rows: readonly Row[] = [
  { name: 'Time that people are busy', of: ({ busy }) => percentOf(busy) },
  { name: 'Conver\u00adsations per person and hour', of: (result) => result.conversationsPerSeatHour.toFixed(1) },
  { name: 'Calls placed per hour', of: ({ callsPerHour }) => Math.round(callsPerHour).toLocaleString('en') },
];

/** The modes side by side. */
export function PacingTable({ results }: { results: readonly ModeResult[] }) {
  return (
    <table className="w-full text-left text-xs sm:text-sm">
      <caption className="sr-only">Modes compared</caption>
      <thead>
        <tr className="border-b">
          <th scope="col" className="py-2 pr-2 font-semibold">
            <span className="sr-only">Figure</span>
          </th>
          {results.map(({ mode }) => (
            <th key={mode} scope="col" className="py-2 pl-2 text-right font-semibold">
              {modeNames[mode]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y">
        {rows.map(({ name, of }) => (
          <tr key={name}>
            <RowName>{name}</RowName>
            {results.map((result) => (
              <td key={result.mode} className="tabular py-2 pl-2 text-right align-top">
                {of(result)}
              </td>
            ))}
          </tr>
        ))}
        <tr>
          <RowName>{'Answered, but nobody was free (aban\u00addoned)'}</RowName>
          {results.map((result) => (
            <td key={result.mode} className="tabular py-2 pl-2 text-right align-top">
              {percentOf(result.abandoned, 1)}
              <span className="block min-h-5 font-semibold text-danger-text">
                {isAllowed(result) ? '' : 'too many'}
              </span>
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

function RowName({ children }: { children: string }) {
  return (
    <th scope="row" className="py-2 pr-2 align-top font-normal">
      {children}
    </th>
  );
}
