import { importDelimiters, importEncodings } from '@offhook/contract';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { RowProblem } from '../../ui/row-problem.tsx';
import { HeaderLines } from './header-lines.tsx';
import type { StepProps } from './import-page.tsx';
import { delimiterWords, encodingWords } from './import-words.ts';
import { useImportSettings } from './use-import-settings.ts';

/** How the file is written, and which of its lines names the columns. */
export function HeaderStep({ of, onStep }: StepProps) {
  const change = useImportSettings(of.id);
  const { settings, detected } = of;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <section aria-label="How the file is written" className="card grid max-w-4xl gap-3 p-4 sm:grid-cols-2">
        <SelectField
          label="Between the cells"
          hint={`Detected: ${delimiterWords[detected.delimiter]}`}
          value={settings.delimiter}
          onChange={(event) => {
            const delimiter = importDelimiters.find((each) => each === event.target.value);
            if (delimiter) change.mutate({ delimiter });
          }}
        >
          {importDelimiters.map((each) => (
            <option key={each} value={each}>
              {delimiterWords[each]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Encoding"
          hint={`Detected: ${encodingWords[detected.encoding]}. Another one is right when letters look wrong.`}
          value={settings.encoding}
          onChange={(event) => {
            const encoding = importEncodings.find((each) => each === event.target.value);
            if (encoding) change.mutate({ encoding });
          }}
        >
          {importEncodings.map((each) => (
            <option key={each} value={each}>
              {encodingWords[each]}
            </option>
          ))}
        </SelectField>
      </section>
      <HeaderLines
        lines={of.lines}
        headerRow={settings.header_row}
        onChange={(header_row) => change.mutate({ header_row })}
      />
      <RowProblem problem={change.error ? sentenceOf(change.error) : undefined} />
      <div className="flex flex-wrap items-center gap-2 border-t pt-3">
        <Button look="primary" aria-disabled={change.isPending} onClick={() => change.isPending || onStep('match')}>
          Next: Match columns
        </Button>
        <p role="status" className="text-[13px] text-muted">
          {change.isPending ? 'Reading…' : ''}
        </p>
      </div>
    </div>
  );
}
