import { useId } from 'react';
import { classNames } from '../../ui/class-names.ts';

const mostColumns = 30;
// The server takes no later line.
const mostLines = 20;

interface HeaderLinesProps {
  lines: readonly (readonly string[])[];
  headerRow: number | null;
  onChange: (headerRow: number | null) => void;
}

/** The first lines as they stand in the file; one of them names the columns, or none does. */
export function HeaderLines({ lines, headerRow, onChange }: HeaderLinesProps) {
  const id = useId();
  const width = Math.max(0, ...lines.map((line) => line.length));
  const columns = Array.from({ length: Math.min(width, mostColumns) }, (_, column) => column);
  const radio = (value: number | null, label: string) => (
    <label className="flex min-h-6 items-center gap-2 whitespace-nowrap">
      <input
        type="radio"
        name={id}
        checked={headerRow === value}
        onChange={() => onChange(value)}
        className="size-4 accent-[var(--accent)]"
      />
      {label}
    </label>
  );
  return (
    <fieldset className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
      <legend className="pb-1 font-semibold">Which line names the columns?</legend>
      {radio(null, 'None: the first line is a row already')}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys. */}
      <section aria-label="The first lines of the file" tabIndex={0} className="card overflow-x-auto">
        <table className="min-w-full text-[13px]">
          <tbody>
            {lines.slice(0, mostLines).map((line, index) => {
              const isHeader = headerRow === index + 1;
              const isAbove = headerRow !== null && index + 1 < headerRow;
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the file.
                <tr key={index} className={classNames('border-b last:border-b-0', isHeader && 'bg-selected')}>
                  <th
                    scope="row"
                    className={classNames(
                      'sticky left-0 border-r bg-surface px-3 py-1 text-left font-normal',
                      isHeader && 'bg-selected',
                    )}
                  >
                    {radio(index + 1, `Line ${index + 1}`)}
                  </th>
                  {columns.map((column) => (
                    <td
                      key={column}
                      className={classNames(
                        'max-w-48 truncate px-3 py-1 whitespace-pre',
                        isHeader && 'font-semibold',
                        isAbove && 'text-muted line-through',
                      )}
                    >
                      {line[column] ?? ''}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      <p className="text-[13px] text-muted">
        {headerRow !== null && headerRow > 1 ? 'Lines above it are left out. ' : ''}
        {width > mostColumns ? `${width - mostColumns} more columns are not shown here.` : ''}
      </p>
    </fieldset>
  );
}
