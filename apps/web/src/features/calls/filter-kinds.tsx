import { classNames } from '../../ui/class-names.ts';
import type { CallFilters } from './call-filters.ts';
import { callKinds, kindOf, withKind } from './call-kinds.ts';

/** The kinds of calls as a row of buttons; one of them is pressed when the filters are just that kind. */
export function KindButtons(props: { filters: CallFilters; onChange: (filters: CallFilters) => void }) {
  const selected = kindOf(props.filters);
  return (
    <fieldset className="flex flex-wrap gap-1">
      <legend className="sr-only">Kind of call</legend>
      {callKinds.map(({ name }) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === selected}
          onClick={() => props.onChange(withKind(props.filters, name))}
          className={classNames(
            'min-h-8 rounded-lg border border-transparent px-3 font-medium text-muted hover:bg-sunken',
            name === selected && 'border-input bg-surface font-semibold text-fg',
          )}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
