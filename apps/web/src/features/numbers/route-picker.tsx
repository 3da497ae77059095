import type { Directory, NumberRoute } from '@offhook/flow/shapes';
import { useQuery } from '@tanstack/react-query';
import { SelectField, TextField } from '../../ui/field.tsx';
import { destinationsQuery } from './queries.ts';
import { choicesOf, type PickableKind, routeKinds, routeOf, targetOf } from './route-choice.ts';

/** Where calls go: first what it is, then which. */
export function RoutePicker({
  route,
  onChange,
  error,
}: {
  route: NumberRoute;
  onChange: (route: NumberRoute) => void;
  error?: string | undefined;
}) {
  const directory = useQuery(destinationsQuery).data;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <SelectField
        label="Calls go to"
        value={route.kind}
        // The options are the kinds.
        onChange={(event) => onChange(firstOf(event.target.value as NumberRoute['kind'], directory))}
        error={route.kind === 'none' ? error : undefined}
      >
        {routeKinds.map(({ kind, words }) => (
          <option key={kind} value={kind}>
            {words}
          </option>
        ))}
      </SelectField>
      <Which {...{ route, onChange, error, directory }} />
    </div>
  );
}

function firstOf(kind: NumberRoute['kind'], directory: Directory | undefined): NumberRoute {
  if (kind === 'none' || kind === 'number') return routeOf(kind, '');
  return routeOf(kind, (directory && choicesOf(kind, directory)[0]?.id) ?? '');
}

interface WhichProps {
  route: NumberRoute;
  onChange: (route: NumberRoute) => void;
  error: string | undefined;
  directory: Directory | undefined;
}

const labels: Record<PickableKind, string> = { flow: 'Flow', person: 'Person', group: 'Group', box: 'Voicemail box' };

function Which({ route, onChange, error, directory }: WhichProps) {
  if (route.kind === 'none') return null;
  const { kind } = route;
  if (kind === 'number') {
    return (
      <TextField
        label="Number"
        inputMode="tel"
        required
        pattern="\+[1-9][0-9]{6,14}"
        placeholder="+14155550142"
        hint="With + and the country code."
        value={route.number}
        error={error}
        onChange={(event) => onChange(routeOf('number', event.target.value.replace(/[\s().-]/g, '')))}
      />
    );
  }
  const choices = directory ? choicesOf(kind, directory) : [];
  const chosen = targetOf(route);
  return (
    <SelectField
      label={labels[kind]}
      required
      value={chosen}
      error={error}
      hint={directory && choices.length === 0 ? 'There is none yet.' : undefined}
      onChange={(event) => onChange(routeOf(kind, event.target.value))}
    >
      {choices.some(({ id }) => id === chosen) ? null : <option value={chosen}>{chosen ? 'Gone' : 'Choose…'}</option>}
      {choices.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
