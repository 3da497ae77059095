import { Check } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { StepTitle } from '../../ui/step-title.tsx';
import type { CampaignEditing } from './use-campaign-editing.ts';
import { stepOf, stepTitles, type WizardStep, wizardSteps } from './wizard-steps.ts';

interface WizardHeadProps {
  editing: CampaignEditing;
  step: WizardStep;
  onStep: (step: WizardStep) => void;
}

/** The steps in their order, each one press away, and the title of the one that is open. */
export function WizardHead({ editing, step, onStep }: WizardHeadProps) {
  const [first, setFirst] = useState<WizardStep | undefined>(step);
  // Once another step was open, also the first one takes the focus.
  if (first !== undefined && first !== step) setFirst(undefined);
  const open = new Set(editing.campaign.missing.map(({ field }) => stepOf(field)));
  return (
    <>
      <nav aria-label="Steps">
        <ol className="flex flex-wrap gap-1">
          {wizardSteps.map((each, index) => {
            const isDone = each !== 'review' && !open.has(each);
            return (
              <li key={each}>
                <Button
                  look="ghost"
                  aria-current={each === step ? 'step' : undefined}
                  className={classNames(each === step && 'bg-selected font-semibold')}
                  onClick={() => onStep(each)}
                >
                  <span className="tabular text-xs text-muted">
                    {isDone ? <Check size={14} aria-hidden /> : index + 1}
                    {isDone ? <span className="sr-only">Nothing missing:</span> : null}
                  </span>
                  {stepTitles[each]}
                </Button>
              </li>
            );
          })}
        </ol>
      </nav>
      <StepTitle key={step} isFirst={step === first}>
        Step {wizardSteps.indexOf(step) + 1} of {wizardSteps.length}: {stepTitles[step]}
      </StepTitle>
    </>
  );
}
