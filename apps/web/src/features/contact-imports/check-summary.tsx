import type { ContactImport, ImportSettings } from '@offhook/contract';
import { classNames } from '../../ui/class-names.ts';
import { figure, rowsInWords, sameInWords } from './import-words.ts';

/** What starting would do, in figures that follow each mended cell. */
export function CheckSummary(props: { checked: NonNullable<ContactImport['checked']>; settings: ImportSettings }) {
  const { checked, settings } = props;
  const { fine, with_problems, with_number, left_out, rows } = checked;
  const same = sameInWords(checked, settings);
  return (
    <section aria-label="What was found" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <dl className="grid grid-cols-2 gap-2 md:grid-cols-4">
        <Figure name="Rows in the file" value={rows} />
        <Figure name="Will be imported" value={fine} />
        <Figure name="With a phone number" value={with_number} />
        <Figure name="With errors" value={with_problems} isBad={with_problems > 0} />
      </dl>
      <p role="status" className="text-[13px] text-muted">
        {same ? `${same} ` : ''}
        {left_out > 0 ? `${rowsInWords(left_out)} left out by you. ` : ''}
        {with_problems > 0
          ? 'Rows with errors are not imported: mend them here, or download them afterwards. Nothing of them is lost.'
          : 'No row has an error.'}
      </p>
    </section>
  );
}

export function Figure({ name, value, isBad = false }: { name: string; value: number; isBad?: boolean }) {
  return (
    <div className="card grid content-between gap-0.5 px-4 py-3">
      <dt className="text-[13px] text-muted">{name}</dt>
      <dd className={classNames('tabular text-2xl leading-8 font-semibold', isBad && 'text-danger-text')}>
        {figure(value)}
      </dd>
    </div>
  );
}
