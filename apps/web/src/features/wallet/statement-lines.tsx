import type { WalletLine } from '@offhook/contract';
import { Link } from '@tanstack/react-router';
import { money } from '../../app/formats.ts';
import { formatNumber } from '../../app/phone.ts';
import { AbsoluteTime } from '../../ui/time.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { kindWords, signedMoney } from './wallet-words.ts';

const look =
  'grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 px-4 py-2 md:grid-cols-[150px_minmax(0,1fr)_110px_120px]';

/** Lines of the ledger: a table where there is room, cards elsewhere. */
export function StatementLines({ lines }: { lines: readonly WalletLine[] }) {
  return (
    <div className="card">
      <div aria-hidden className={`${look} hidden border-b text-[13px] font-semibold md:grid`}>
        <span>When</span>
        <span>What</span>
        <span className="text-right">Amount</span>
        <span className="text-right">Balance after</span>
      </div>
      <ol aria-label="Statement" className="divide-y">
        {lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </ol>
    </div>
  );
}

function Line({ line }: { line: WalletLine }) {
  const isSpent = line.amount.startsWith('-');
  return (
    <li className={look}>
      <span className="order-3 text-[13px] text-muted md:order-none md:text-sm">
        <AbsoluteTime at={line.at} />
      </span>
      <span className="min-w-0 break-words">
        <What line={line} />
        <span className="block text-[13px] text-muted">
          {[line.note, line.call ? '' : line.by].filter(Boolean).join(' · ')}
        </span>
      </span>
      <span className="tabular text-right font-medium">
        {isSpent ? null : <span className="sr-only">paid in </span>}
        {signedMoney(line.amount, line.currency)}
      </span>
      <span className="tabular order-4 text-right text-muted md:order-none">
        <span className="sr-only">balance after </span>
        {money(line.balance_after, line.currency)}
      </span>
    </li>
  );
}

function What({ line: { kind, call } }: { line: WalletLine }) {
  const { country } = useWorkspace();
  if (!call) return kindWords[kind];
  if (call.to === null) return `${kindWords[kind]} that was deleted since`;
  return (
    <>
      {kindWords[kind]}
      {kind === 'correction' ? ' of the call' : ''} to{' '}
      <Link
        to="/calls/$callId"
        params={{ callId: call.id }}
        search={{}}
        className="tabular text-accent-text underline underline-offset-2 hover:no-underline"
      >
        {formatNumber(call.to, country)}
      </Link>
    </>
  );
}
