import type { OwnedNumberJson } from '../../src/control/shapes.ts';
import { useSession } from './session/session.ts';
import { useAnswer } from './session/use-answer.ts';
import { Problem } from './ui/field.tsx';
import { Nothing, Panel } from './ui/panel.tsx';
import { Title } from './ui/title.tsx';
import { spaced } from './words.ts';

/** A persona as the control API gives it; more fields than these belong to its kind. */
interface PersonaJson {
  kind: string;
}

interface PeopleJson {
  named: Record<string, PersonaJson>;
  rules: { numbers?: string[]; endsIn?: string; matches?: string; persona: string | PersonaJson }[];
}

/** The numbers of the account, and who answers where. */
export function PeoplePage() {
  const { api } = useSession();
  const numbers = useAnswer(() => api.get<{ numbers: OwnedNumberJson[] }>('/numbers'), [api]);
  const people = useAnswer(() => api.get<PeopleJson>('/personas'), [api]);
  return (
    <div class="page">
      <Title name="Numbers and people" />
      <Problem sentence={numbers.problem ?? people.problem} />
      <Panel title="Numbers of the account">
        <Numbers numbers={numbers.answer?.numbers ?? []} />
      </Panel>
      <Panel title="Who answers where" aside={<span class="hint">the first rule that fits decides</span>}>
        <ol class="rules">
          {people.answer?.rules.map((rule, index) => (
            <li key={index}>
              <span class="number">{whereOf(rule)}</span>
              <b>{typeof rule.persona === 'string' ? rule.persona : spaced(rule.persona.kind)}</b>
            </li>
          ))}
        </ol>
      </Panel>
      <Panel title="People">
        <ul class="people">
          {Object.entries(people.answer?.named ?? {}).map(([name, persona]) => (
            <li key={name}>
              <details>
                <summary>
                  <b>{name}</b> <span class="hint">{spaced(persona.kind)}</span>
                </summary>
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
                <pre tabIndex={0}>{JSON.stringify(persona, null, 2)}</pre>
              </details>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function Numbers({ numbers }: { numbers: OwnedNumberJson[] }) {
  if (numbers.length === 0) return <Nothing>The account has no numbers: calls may be placed from any.</Nothing>;
  return (
    <ul class="rules">
      {numbers.map((number) => (
        <li key={number.phone_number}>
          <b class="number">{number.phone_number}</b>
          <span class="path">
            {number.voice_url
              ? `${number.voice_method} ${number.voice_url}`
              : 'no voice URL: give one when you dial in'}
          </span>
        </li>
      ))}
    </ul>
  );
}

function whereOf({ numbers, endsIn, matches }: PeopleJson['rules'][number]): string {
  const conditions = [
    ...(numbers ? [numbers.join(', ')] : []),
    ...(endsIn === undefined ? [] : [`ends in ${endsIn}`]),
    ...(matches === undefined ? [] : [`matches ${matches}`]),
  ];
  return conditions.length === 0 ? 'any other number' : conditions.join(' and ');
}
