import { Button } from '../../ui/button.tsx';
import { RowProblem } from '../../ui/row-problem.tsx';
import type { CampaignEditing } from './use-campaign-editing.ts';
import { stepBeside, stepTitles, type WizardStep } from './wizard-steps.ts';

/** Back, on, or out; each saves what the step holds. */
export function WizardBar(props: {
  editing: CampaignEditing;
  step: WizardStep;
  onStep: (step: WizardStep | undefined) => void;
}) {
  const { editing, step, onStep } = props;
  const [before, after] = [stepBeside(step, -1), stepBeside(step, 1)];
  return (
    <div className="grid gap-2">
      <RowProblem problem={editing.trouble} />
      <div className="flex flex-wrap items-center gap-2 border-t pt-3">
        {before ? <Button onClick={() => onStep(before)}>Back</Button> : null}
        {after ? (
          <Button look="primary" type="submit" disabled={editing.isSaving}>
            Next: {stepTitles[after]}
          </Button>
        ) : null}
        <Button look="ghost" onClick={() => onStep(undefined)}>
          Save and close
        </Button>
        {editing.isChanged ? (
          <Button look="ghost" onClick={editing.discard}>
            Discard changes
          </Button>
        ) : null}
        <p role="status" className="ml-auto text-[13px] text-muted">
          {editing.isSaving ? 'Saving…' : editing.isChanged ? 'Not saved yet' : 'Saved'}
        </p>
      </div>
    </div>
  );
}
