import type { OwnNumber } from '@offhook/contract';
import { useState } from 'react';
import { sayDone } from '../../ui/toasts.tsx';
import { ruleProblems } from '../forwarding/rules.ts';
import { changesOf, draftOf, type NumberDraft } from './number-draft.ts';
import { useNumberChange } from './use-number-acts.ts';

/** The draft of a number and its way to the server. What nobody has changed follows the server by itself. */
export function useNumberEditing(number: OwnNumber) {
  const [edited, setEdited] = useState<Partial<NumberDraft>>({});
  const [isChecked, setChecked] = useState(false);
  const [round, setRound] = useState(0);
  const save = useNumberChange(number);
  const saved = draftOf(number);
  const draft = { ...saved, ...edited };
  const changes = changesOf(draft, saved);
  const isChanged = Object.keys(changes).length > 0;
  const startOver = () => {
    setEdited({});
    setChecked(false);
    setRound(round + 1);
  };
  return {
    ...{ draft, isChanged, save, round },
    /** Of forwarding rules, by their place, once saving was tried. */
    ruleProblems: isChecked ? ruleProblems(draft.forwarding) : new Map<number, string>(),
    change(part: Partial<NumberDraft>) {
      setEdited({ ...edited, ...part });
      if (!save.isPending) save.reset();
    },
    discard() {
      save.reset();
      startOver();
    },
    keep() {
      setChecked(true);
      if (!isChanged || save.isPending || ruleProblems(draft.forwarding).size > 0) return;
      save.mutate(changes, {
        onSuccess: () => {
          startOver();
          sayDone('Saved.');
        },
      });
    },
  };
}

export type NumberEditing = ReturnType<typeof useNumberEditing>;
