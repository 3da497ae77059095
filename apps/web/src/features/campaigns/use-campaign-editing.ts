import { ApiError, changeCampaign } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { codeOf, fieldOf, sentenceOf } from '../../app/failures.ts';
import {
  type CampaignChoices,
  type CampaignDraft,
  campaignDraftOf,
  changesOf,
  type FigureName,
  isSameSettings,
  problemsOf,
} from './campaign-draft.ts';
import { type CampaignDetail, campaignKeys } from './queries.ts';
import { fixedWhileRunning, stepOf, type WizardStep } from './wizard-steps.ts';

/** The draft of a campaign's settings and its way to the server. What nobody has changed follows the server by itself. */
export function useCampaignEditing(campaign: CampaignDetail) {
  const client = useQueryClient();
  const [edited, setEdited] = useState<{ draft: CampaignDraft; name: string; revision: number | undefined }>();
  const [isChecked, setChecked] = useState(false);
  const draft = edited?.draft ?? campaignDraftOf(campaign.settings);
  const name = edited?.name ?? campaign.name;
  const problems = problemsOf(draft);
  const isChanged = edited !== undefined && (name !== campaign.name || !isSameSettings(draft, campaign.settings));
  const save = useMutation({
    mutationFn: async () => {
      const body = {
        ...(edited?.revision !== undefined && { revision: edited.revision }),
        ...(name.trim() !== campaign.name && { name: name.trim() }),
        settings: changesOf(draft, campaign.settings),
      };
      await api(changeCampaign, { params: { campaign_id: campaign.id }, body });
    },
    onError: async (error) => {
      if (codeOf(error) !== 'campaigns.changed_meanwhile') return;
      // Whoever was told and saves again means to overwrite.
      setEdited({ draft, name, revision: undefined });
      await client.invalidateQueries({ queryKey: campaignKeys.of(campaign.id) });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: campaignKeys.all });
      setEdited(undefined);
      setChecked(false);
    },
  });
  const edit = (next: CampaignDraft, nextName = name) => {
    setEdited({ draft: next, name: nextName, revision: edited ? edited.revision : campaign.revision });
    if (!save.isPending) save.reset();
  };
  const refusedField = fieldOf(save.error)?.replace(/^settings\./, '') ?? '';
  const refused = save.error ? sentenceOf(save.error) : undefined;
  const refusedName = refusedField.split('.')[0] ?? '';
  const hasOwnPlace = fieldsThatSay.includes(refusedName);
  return {
    campaign,
    draft,
    name,
    isChanged,
    isSaving: save.isPending,
    isRunning: campaign.status === 'running',
    /** Why it was not saved, where no field says so. */
    trouble: hasOwnPlace ? undefined : refused,
    problemOf(field: string): string | undefined {
      return (
        (isChecked ? problems.get(field) : undefined) ?? (refusedName === field ? problemIn(save.error) : undefined)
      );
    },
    isFixed: (field: keyof CampaignDetail['settings']) =>
      campaign.status === 'running' && fixedWhileRunning.includes(field),
    change: edit,
    rename: (text: string) => edit(draft, text),
    choose: (part: Partial<CampaignChoices>) => edit({ ...draft, choices: { ...draft.choices, ...part } }),
    type: (figure: FigureName, text: string) => edit({ ...draft, figures: { ...draft.figures, [figure]: text } }),
    discard() {
      setEdited(undefined);
      setChecked(false);
      save.reset();
    },
    /** True once the server has it, or nothing was to be saved. */
    async saveDraft(): Promise<boolean> {
      setChecked(true);
      if (problems.size > 0 || name.trim() === '') return false;
      if (!isChanged) return true;
      return save.mutateAsync().then(
        () => true,
        () => false,
      );
    },
    /** The first step with a problem. */
    stepWithProblem(): WizardStep | undefined {
      const [field] = problems.keys();
      if (field === undefined) return undefined;
      return field.startsWith('row.') ? 'schedule' : stepOf(field);
    },
  };
}

/** These say for themselves why the server refused them; of others it stands below the step. */
const fieldsThatSay: readonly string[] = [
  'variants',
  'voicemail_drop_id',
  'machine_detection',
  'connect',
  'caller_ids',
  'time_zone',
  'dates',
  'starts_at',
  'ends_at',
];

/** The problem without the name of its field, where there is one. */
function problemIn(error: unknown): string {
  const problem = error instanceof ApiError ? error.problem.details?.problem : undefined;
  if (typeof problem !== 'string' || problem === '') return sentenceOf(error);
  return problem;
}

export type CampaignEditing = ReturnType<typeof useCampaignEditing>;
