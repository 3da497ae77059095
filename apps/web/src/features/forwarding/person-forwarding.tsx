import { setForwarding } from '@offhook/contract';
import type { ForwardingRule } from '@offhook/flow/shapes';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { fieldOf, sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { RowProblem } from '../../ui/row-problem.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { forwardingQuery } from './queries.ts';
import { ruleOfField, ruleProblems } from './rules.ts';
import { RulesEditor } from './rules-editor.tsx';
import { useRuleChoices } from './use-rule-choices.ts';

/** Where calls to somebody go on to; oneself may change it, and managers. */
export function PersonForwarding({ personId }: { personId: string }) {
  const forwarding = useQuery(forwardingQuery(personId));
  const { data, error } = forwarding;
  if (data) return <Rules key={personId} personId={personId} saved={data.rules} mayChange={data.may_change} />;
  if (error) return <FailedState what="Forwarding" error={error} onRetry={() => void forwarding.refetch()} />;
  return <Skeleton rows={2} rowHeight={40} label="Loading forwarding" />;
}

interface RulesProps {
  personId: string;
  saved: readonly ForwardingRule[];
  mayChange: boolean;
}

function Rules({ personId, saved, mayChange }: RulesProps) {
  const editing = useRules(personId, saved);
  const { rules, save, problems } = editing;
  const choices = useRuleChoices();
  const refused = save.error ? sentenceOf(save.error) : undefined;
  const refusedRule = ruleOfField(fieldOf(save.error));
  const shown = refused && refusedRule !== undefined ? new Map([[refusedRule, refused]]) : problems;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <RulesEditor
        key={editing.round}
        value={rules}
        onChange={editing.change}
        readOnly={!mayChange}
        problems={shown}
        {...choices}
      />
      <RowProblem key={`refused ${editing.round}`} problem={refusedRule === undefined ? refused : undefined} />
      {mayChange ? (
        <div className="flex flex-wrap items-center gap-2">
          <Button aria-disabled={!editing.isChanged || save.isPending} onClick={editing.keep}>
            {save.isPending ? 'Saving…' : 'Save forwarding'}
          </Button>
          {editing.isChanged ? (
            <Button look="ghost" onClick={editing.discard}>
              Discard changes
            </Button>
          ) : null}
          <span role="status" className="text-[13px] text-muted">
            {editing.isChanged ? 'Not saved yet' : ''}
          </span>
        </div>
      ) : (
        <p className="text-muted">
          Your own you may change with the role agent or more, anybody else’s with the role manager.
        </p>
      )}
    </div>
  );
}

const noProblems: ReadonlyMap<number, string> = new Map();

function useRules(personId: string, saved: readonly ForwardingRule[]) {
  const client = useQueryClient();
  const [edited, setEdited] = useState<readonly ForwardingRule[]>();
  const [isChecked, setChecked] = useState(false);
  const [round, setRound] = useState(0);
  const rules = edited ?? saved;
  const problems = isChecked ? ruleProblems(rules) : noProblems;
  const isChanged = JSON.stringify(rules) !== JSON.stringify(saved);
  const startOver = () => {
    setEdited(undefined);
    setChecked(false);
    setRound(round + 1);
  };
  const save = useMutation({
    mutationFn: () => api(setForwarding, { params: { person_id: personId }, body: { rules: [...rules] } }),
    onSuccess: (kept) => {
      client.setQueryData(forwardingQuery(personId).queryKey, kept);
      sayDone('Forwarding was saved.');
      startOver();
    },
  });
  return {
    ...{ rules, problems, isChanged, round, save },
    change(next: readonly ForwardingRule[]) {
      setEdited(next);
      if (!save.isPending) save.reset();
    },
    discard() {
      save.reset();
      startOver();
    },
    keep() {
      setChecked(true);
      if (isChanged && !save.isPending && ruleProblems(rules).size === 0) save.mutate();
    },
  };
}
