import type { GateReason } from '@offhook/contract';
import { Link } from '@tanstack/react-router';
import { ruleIdOf } from './rule-words.ts';

/** Why somebody is not called, in plain words; each reason leads to the rule that says so. */
export function GateReasons({ reasons }: { reasons: readonly GateReason[] }) {
  return (
    <ul aria-label="Reasons" className="grid gap-2">
      {reasons.map(({ code, message, rule }) => (
        <li key={`${code} ${rule}`} className="grid gap-0.5">
          <span>{message}</span>
          {rule ? (
            <Link
              to="/compliance"
              hash={`rule-${ruleIdOf(rule)}`}
              className="min-h-6 justify-self-start text-[13px] text-accent-text underline underline-offset-2 hover:no-underline"
            >
              Rule {rule}
            </Link>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
