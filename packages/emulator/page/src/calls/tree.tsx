import type { StepJson } from '../../../src/control/shapes.ts';
import type { TwimlElement } from './twiml-tree.ts';

/** A document with its verbs marked: done, or running. */
export function Tree({ root, steps, isRunning }: { root: TwimlElement; steps: StepJson[]; isRunning: boolean }) {
  const paths = steps.map(({ path }) => path.join('.'));
  const marks = { running: isRunning ? paths.at(-1) : undefined, begun: new Set(paths) };
  return (
    <ol class="tree" aria-label="TwiML document">
      <Branch element={root} marks={marks} />
    </ol>
  );
}

interface Marks {
  running: string | undefined;
  begun: Set<string>;
}

function Branch({ element, marks }: { element: TwimlElement; marks: Marks }) {
  const state = stateOf(element, marks);
  const hasChildren = element.parts.some((part) => 'name' in part);
  return (
    <li class={state} aria-current={state === 'running' ? 'step' : undefined}>
      <span class="line">
        <Tag element={element} closes={element.parts.length === 0} />
        {hasChildren ? null : element.parts.map((part) => ('text' in part ? part.text : null))}
        {hasChildren || element.parts.length === 0 ? null : <EndTag name={element.name} />}
        {state ? <span class={`mark st-${stateTones[state]}`}>{state}</span> : null}
      </span>
      {hasChildren ? <Inside element={element} marks={marks} /> : null}
    </li>
  );
}

type State = 'running' | 'inside' | 'done' | 'skipped';

const stateTones = { running: 'live', inside: 'live', done: 'neutral', skipped: 'warn' };

function stateOf({ path }: TwimlElement, marks: Marks): State | undefined {
  if (!path) return 'skipped';
  const name = path.join('.');
  if (name === '') return undefined;
  if (name === marks.running) return 'running';
  if (marks.running?.startsWith(`${name}.`)) return 'inside';
  return marks.begun.has(name) ? 'done' : undefined;
}

function Inside({ element, marks }: { element: TwimlElement; marks: Marks }) {
  return (
    <>
      <ol>
        {element.parts.map((part, index) =>
          'text' in part ? <li key={index}>{part.text}</li> : <Branch key={index} element={part} marks={marks} />,
        )}
      </ol>
      <span class="line">
        <EndTag name={element.name} />
      </span>
    </>
  );
}

function Tag({ element, closes }: { element: TwimlElement; closes: boolean }) {
  return (
    <span class="tag">
      &lt;<b>{element.name}</b>
      {element.attributes.map(([name, value]) => (
        <span key={name}>
          {' '}
          <span class="attribute">{name}</span>="<span class="value">{value}</span>"
        </span>
      ))}
      {closes ? '/>' : '>'}
    </span>
  );
}

function EndTag({ name }: { name: string }) {
  return (
    <span class="tag" aria-hidden>
      &lt;/{name}&gt;
    </span>
  );
}

/** Text as it came, which may be wide: it scrolls, also by keyboard. */
export function Lines({ text }: { text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <pre tabIndex={0}>{text === '' ? '(empty)' : text}</pre>
  );
}
