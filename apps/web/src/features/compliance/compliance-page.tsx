import { useQuery } from '@tanstack/react-query';
import { Page } from '../../app/page.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { FrozenAreas } from './frozen-areas.tsx';
import { LimitsCard } from './limits-card.tsx';
import { MayICall } from './may-i-call.tsx';
import { rulesQuery } from './queries.ts';
import { RulesList } from './rules-list.tsx';

/** Who may be called when, and why: the rules, the limits, and a place to try them. */
export function CompliancePage() {
  const rules = useQuery(rulesQuery);
  return (
    <Page title="Compliance">
      <p className="max-w-3xl text-muted">
        Every call is weighed by these rules before it is dialled, whoever places it. Of several rules that may hold the
        strictest does. They are engineering defaults from public sources, not legal advice.
      </p>
      <MayICall />
      <LimitsCard />
      {rules.isPending ? <Skeleton rows={8} rowHeight={72} label="Loading the rules" /> : null}
      {rules.isError && !rules.data ? (
        <FailedState what="The rules" error={rules.error} onRetry={() => void rules.refetch()} />
      ) : null}
      {rules.data ? (
        <>
          <FrozenAreas frozen={rules.data.frozen} rules={rules.data.items} />
          <RulesList rules={rules.data.items} />
        </>
      ) : null}
    </Page>
  );
}
