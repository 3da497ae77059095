import type { CallDetail, CostLine } from '@offhook/contract';
import { money } from '../../app/formats.ts';
import { formatNumber } from '../../app/phone.ts';
import { AbsoluteTime } from '../../ui/time.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { basisWords, linesByLeg, lineWords } from './cost-words.ts';

/** What the call cost, line by line and leg by leg, each with where the figure comes from. */
export function CallCosts({ call }: { call: CallDetail }) {
  const { country } = useWorkspace();
  if (call.cost_lines.length === 0) return null;
  const nameOf = (legSid: string | null) => {
    const leg = call.legs.find(({ call_sid }) => call_sid === legSid);
    return leg ? `To ${formatNumber(leg.to_number, country)}` : 'The call';
  };
  return (
    <section aria-labelledby="costs" className="card p-4">
      <details>
        <summary className="min-h-6 rounded-lg">
          <h2 id="costs" className="inline text-base leading-6 font-semibold">
            Cost
          </h2>{' '}
          {call.cost === null ? null : <span className="tabular">{money(call.cost, call.currency)}</span>}{' '}
          <span className="text-[13px] text-muted">{call.cost_basis ? basisWords[call.cost_basis].long : ''}</span>
        </summary>
        <div className="mt-3 grid gap-3">
          {linesByLeg(call.cost_lines, call.call_sid).map(({ legSid, lines }) => (
            <div key={legSid ?? ''}>
              <h3 className="text-[13px] font-semibold text-muted">{nameOf(legSid)}</h3>
              <ul className="divide-y">
                {lines.map((line) => (
                  <Line key={`${line.what} ${line.basis} ${line.at} ${line.source}`} line={line} />
                ))}
              </ul>
            </div>
          ))}
        </div>
      </details>
    </section>
  );
}

function Line({ line }: { line: CostLine }) {
  return (
    <li className="flex flex-wrap justify-between gap-x-4 py-1.5">
      <span className="min-w-0">
        {lineWords(line)}
        <span className="block text-xs text-muted">
          {line.basis === 'carrier' ? 'Correction to what the carrier charged' : 'Estimate'} · {line.source} ·{' '}
          <AbsoluteTime at={line.at} />
        </span>
      </span>
      <span className="tabular">{money(line.amount, line.currency)}</span>
    </li>
  );
}
