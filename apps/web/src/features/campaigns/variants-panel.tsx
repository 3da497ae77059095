import type { CampaignStats, VariantResult } from '@offhook/contract';
import type { z } from 'zod';
import { percent } from './campaign-words.ts';

/** The variants beside each other, each with its uncertainty, and whether a difference can be told. */
export function VariantsPanel({ stats }: { stats: CampaignStats }) {
  const { variants } = stats;
  if (variants.length < 2) return null;
  return (
    <section aria-labelledby="variants-compared" className="card grid grid-cols-[minmax(0,1fr)] gap-3 p-4">
      <h2 id="variants-compared" className="text-base leading-6 font-semibold">
        Variants compared
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
      <section aria-label="Table of variants" className="overflow-x-auto" tabIndex={0}>
        <table className="w-full min-w-[560px] text-left">
          <thead>
            <tr className="border-b text-[13px]">
              {['Variant', 'Calls', 'Answered by a person', 'Went well', 'Verdict'].map((name) => (
                <th key={name} scope="col" className="py-2 pr-3 font-semibold">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y">
            {variants.map((variant) => (
              <tr key={variant.key}>
                <th scope="row" className="py-2 pr-3 font-medium">
                  {variant.name}
                </th>
                <td className="tabular py-2 pr-3">{variant.calls.toLocaleString('en-US')}</td>
                <td className="py-2 pr-3">
                  <Interval share={variant.humans} />
                </td>
                <td className="py-2 pr-3">
                  <Interval share={variant.successes} />
                </td>
                <td className="py-2">{variant.verdict}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="text-[13px] text-muted">
        Went well: connected, pressed the key, or stayed to the end of the message. The bars show where the true share
        lies with 95 % confidence; where they overlap widely, chance may be all there is.
      </p>
    </section>
  );
}

type Share = z.infer<typeof VariantResult>['humans'];

/** A share as a number and as a bar from the low to the high end of its interval. */
function Interval({ share }: { share: Share }) {
  if (share.share === null || share.low === null || share.high === null) return <span className="text-muted">–</span>;
  const width = Math.max(1, 100 * (share.high - share.low));
  return (
    <div className="grid min-w-32 gap-1">
      <span className="tabular">
        {percent(share.share)}{' '}
        <span className="text-[13px] text-muted">
          ({percent(share.low)} to {percent(share.high)})
        </span>
      </span>
      <span aria-hidden className="relative block h-1.5 rounded-full bg-sunken">
        <span
          className="absolute inset-y-0 rounded-full bg-[var(--input)]"
          style={{ left: `${100 * share.low}%`, width: `${width}%` }}
        />
        <span
          className="absolute inset-y-[-2px] w-0.5 bg-[var(--fg)]"
          style={{ left: `calc(${100 * share.share}% - 1px)` }}
        />
      </span>
    </div>
  );
}
