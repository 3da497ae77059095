import type { ContactImport } from '@offhook/contract';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { StepTitle } from '../../ui/step-title.tsx';
import { type ImportStep, importSteps, openSteps, stepTitles } from './import-steps.ts';

interface ImportHeadProps {
  of: ContactImport;
  step: ImportStep;
  onStep: (step: ImportStep) => void;
}

/** The steps in their order, and the title of the one that is open. The upload, the first of them, is done. */
export function ImportHead({ of, step, onStep }: ImportHeadProps) {
  const [first, setFirst] = useState<ImportStep | undefined>(step);
  // Once another step was open, also the first one takes the focus.
  if (first !== undefined && first !== step) setFirst(undefined);
  const open = openSteps(of);
  const at = importSteps.indexOf(step);
  return (
    <>
      <nav aria-label="Steps">
        <ol className="flex flex-wrap gap-1">
          <li className="flex h-8 items-center gap-2 px-3 text-muted">
            <Check size={14} aria-hidden />
            <span className="sr-only">Done:</span> Upload
          </li>
          {importSteps.map((each, index) => (
            <li key={each}>
              <Button
                look="ghost"
                disabled={!open.includes(each)}
                aria-current={each === step ? 'step' : undefined}
                className={classNames(each === step && 'bg-selected font-semibold')}
                onClick={() => onStep(each)}
              >
                <span className="tabular text-xs text-muted">
                  {index < at ? <Check size={14} aria-hidden /> : index + 2}
                  {index < at ? <span className="sr-only">Done:</span> : null}
                </span>
                {stepTitles[each]}
              </Button>
            </li>
          ))}
        </ol>
      </nav>
      <StepTitle key={step} isFirst={step === first}>
        Step {importSteps.indexOf(step) + 2} of {importSteps.length + 1}: {stepTitles[step]}
      </StepTitle>
    </>
  );
}
