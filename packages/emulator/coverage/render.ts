import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Face, grammar } from '@offhook/twiml';
import { ignoredAttributes } from '../src/ignored-attributes.ts';
import { operations } from '../src/rest/routes.ts';
import { elementNotes, type Note, operationNotes } from './notes.ts';
import { type VoiceOperation, voiceOperations } from './voice-operations.ts';

const intro = `# What the emulator covers

Made from the code by \`npm run emulator:coverage\`; a test fails when it is stale. **done**: behaves as Twilio documents, and a
test says so. **part**: the difference stands beside it. **ignored**: read, without effect, and the call says so. **refused**:
answered with an error or a warning. What is not listed does not exist here: 404 for REST, warning 12200 for TwiML.`;

/** COVERAGE.md as it ought to be. */
export function coverage(): string {
  const further = readFileSync(fileURLToPath(new URL('./further.md', import.meta.url)), 'utf8').trim();
  return `${[intro, restTable(), twimlTable(), further].join('\n\n')}\n`;
}

/** Voice operations of Twilio's document that are neither built nor noted. */
export function unaccounted(): string[] {
  const places = new Set(operations.map(placeOf));
  return voiceOperations().flatMap((operation) =>
    places.has(placeOf(operation)) || operationNotes[operation.id] ? [] : [operation.id],
  );
}

function restTable(): string {
  const places = new Set(operations.map(placeOf));
  const missing = voiceOperations().filter((operation) => !places.has(placeOf(operation)));
  const row = ({ id, method, path }: VoiceOperation, state: string) => {
    const short = path.replace('/2010-04-01/Accounts/{AccountSid}', '…');
    return `| ${id} | ${method} ${short} | ${state} | ${operationNotes[id]?.text ?? ''} |`;
  };
  const rows = [
    ...operations.map((operation) => row(operation, operationNotes[operation.id]?.state ?? 'done')),
    ...missing.map((operation) => row(operation, 'refused')),
  ];
  return ['## REST', '', '| operation | request | state | notes |', '|---|---|---|---|', ...rows.sort()].join('\n');
}

function placeOf({ method, path }: { method: string; path: string }): string {
  return `${method} ${path}`;
}

function twimlTable(): string {
  const source = sourceOf(fileURLToPath(new URL('../src/', import.meta.url)));
  const rows = grammar.children.flatMap((face) => rowsOf(face, '', source));
  return ['## TwiML', '', '| element | state | attributes | notes |', '|---|---|---|---|', ...rows].join('\n');
}

// SSML holds itself; its elements are told in one line.
function rowsOf(face: Face, parent: string, source: string): string[] {
  const name = parent === '' ? face.element : `${parent}/${face.element}`;
  const note = noteOf(name, face.element);
  const cells = [name, note?.state ?? 'done', attributesOf(face, note, source), note?.text ?? ''];
  const row = `| ${cells.join(' | ')} |`;
  if (face.element === 'Say' || note?.state === 'refused') return [row];
  return [row, ...face.children.flatMap((child) => (isPrompt(child) ? [] : rowsOf(child, name, source)))];
}

function isPrompt({ element }: Face): boolean {
  return element === 'Say' || element === 'Play' || element === 'Pause';
}

function noteOf(name: string, element: string): Note | undefined {
  return elementNotes[name] ?? elementNotes[element];
}

// An attribute that the code never names cannot have an effect, whatever else is claimed.
function attributesOf(face: Face, note: Note | undefined, source: string): string {
  if (note?.state === 'refused') return '';
  const names = Object.keys(face.attributes);
  const ignored = new Set(Object.keys(ignoredAttributes[face.element] ?? {}));
  const unnamed = names.filter((name) => !ignored.has(name) && !new RegExp(`\\b${name}\\b`).test(source));
  if (unnamed.length > 0) throw new Error(`<${face.element}> has attributes that nothing reads: ${unnamed.join(', ')}`);
  const done = names.filter((name) => !ignored.has(name));
  const lists = [done.join(', '), ignored.size > 0 ? `ignored: ${[...ignored].join(', ')}` : ''];
  return lists.filter(Boolean).join('; ');
}

function sourceOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('ignored-attributes'))
    .map((file) => readFileSync(folder + file, 'utf8'))
    .join('\n');
}
