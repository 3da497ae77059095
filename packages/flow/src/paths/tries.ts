import type { FlowNode } from '../graph.ts';
import type { Exit } from '../node-kind.ts';
import type { Awaited, SimulatedAct } from '../simulate.ts';

/** What somebody does at a node until the call leaves it: the act for each question, by what the question waits for. */
export type Try = (awaited: Awaited) => SimulatedAct;

/**
 * For a node that waits, one try for each of these exits: keys, silence, a wrong key, how ringing goes, a message, an
 * answer to a request and none.
 *
 * @param data as the node's kind reads it
 */
export function triesAt(node: FlowNode, data: unknown, exits: readonly Exit[]): Try[] {
  const has = (name: string) => exits.some((exit) => exit.name === name);
  // The kind of the node has read its data, so the fields are as its schema says.
  switch (node.type) {
    case 'menu':
      return menuTries(data as { options: Record<string, string>; most_digits: number });
    case 'speech':
      return speechTries(data as { choices: { words: string[] }[] });
    case 'dial':
    case 'forward':
      return (['answered', 'no-answer', 'busy', 'failed'] as const)
        .filter(has)
        .map((outcome) => (awaited) => (awaited === 'dial' ? { do: 'dialled', outcome } : message));
    case 'http-request': {
      const body = bodyFor((data as { save: Record<string, string> }).save);
      return [() => ({ do: 'fetched', status: 200, body }), () => ({ do: 'fetched', status: 500, body: null })];
    }
    case 'record':
      return has('silent') ? [() => message, () => wait] : [() => message];
    default:
      return [() => message, () => wait];
  }
}

const message = { do: 'leave-message', seconds: 5 } as const;
const wait = { do: 'wait' } as const;

function menuTries({ options, most_digits }: { options: Record<string, string>; most_digits: number }): Try[] {
  const keys = Object.keys(options);
  const wrong = wrongKey(keys);
  const presses =
    keys.length === 0 ? ['12345'.slice(0, most_digits)] : [...keys, ...(wrong === undefined ? [] : [wrong])];
  return [
    ...presses.map(
      (digits): Try =>
        () => ({ do: 'press', digits }),
    ),
    () => wait,
  ];
}

/** A key that is none of the choices; of those with several digits some are always left. */
function wrongKey(keys: readonly string[]): string | undefined {
  const taken = new Set(keys);
  const longest = Math.max(0, ...keys.map(({ length }) => length));
  const singles = [...'9876543210'];
  const candidates = longest > 1 ? [...singles, ...singles.map((digit) => digit.repeat(longest))] : [...singles, '*'];
  return candidates.find((key) => !taken.has(key));
}

function speechTries({ choices }: { choices: readonly { words: readonly string[] }[] }): Try[] {
  const said = choices.length === 0 ? ['Hello'] : choices.flatMap(({ words }) => words.slice(0, 1));
  const strange = choices.length === 0 ? [] : ['qwxz'];
  return [
    ...[...said, ...strange].map(
      (text): Try =>
        () => ({ do: 'speak', text }),
    ),
    () => wait,
  ];
}

/** A JSON answer in which every variable finds a value: its own name. */
function bodyFor(save: Record<string, string>): unknown {
  const body: Record<string, unknown> = {};
  for (const [variable, path] of Object.entries(save)) {
    const names = path.split('.').filter((name) => name !== '__proto__');
    let inside = body;
    for (const name of names.slice(0, -1)) {
      const inner: Record<string, unknown> = {};
      const known = Object.hasOwn(inside, name) ? inside[name] : undefined;
      // Only objects are ever put inside before the last name of a path.
      if (typeof known !== 'object') inside[name] = inner;
      inside = typeof known === 'object' ? (known as Record<string, unknown>) : inner;
    }
    inside[names.at(-1) ?? ''] = variable;
  }
  return body;
}
