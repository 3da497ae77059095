import type { Forecast } from '@offhook/contract';
import type { ReactNode } from 'react';
import { roughMoney } from './campaign-words.ts';

/** A figure: its name, what was foretold, what came. */
export type ForecastRow = [name: string, foretold: ReactNode, came: ReactNode];

export const count = (number: number): string => number.toLocaleString('en-US');

/** Calls as they were foretold: likely, and from low to high. */
export function foretoldCalls({ expected_calls: { likely, low, high } }: Forecast): string {
  return `${count(likely)} (${count(low)} to ${count(high)})`;
}

export function foretoldCost({ expected_cost: { likely, low, high, currency } }: Forecast): string {
  return `${roughMoney(likely, currency)} (${roughMoney(low, currency)} to ${roughMoney(high, currency)})`;
}

/** What the dry run foretold, beside what came of it; `came` heads the second. */
export function ForecastTable({ rows, came, caption }: { rows: ForecastRow[]; came: string; caption: string }) {
  return (
    <table className="w-full text-left">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b text-[13px]">
          <th scope="col" className="py-1.5 pr-3 font-semibold">
            <span className="sr-only">Figure</span>
          </th>
          <th scope="col" className="py-1.5 pr-3 font-semibold">
            Forecast
          </th>
          <th scope="col" className="py-1.5 font-semibold">
            {came}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y">
        {rows.map(([name, foretold, result]) => (
          <tr key={name}>
            <th scope="row" className="py-1.5 pr-3 font-normal text-muted">
              {name}
            </th>
            <td className="tabular py-1.5 pr-3">{foretold}</td>
            <td className="tabular py-1.5 font-medium">{result}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
