import {
  type Gather,
  type Play,
  parseTwiml,
  printTwiml,
  RootIsNotResponse,
  UnparseableTwiml,
  type Verb,
  type VerbName,
} from '@offhook/twiml';
import { fill, namesIn } from './variables.ts';

/** A template that can be read: the same document without comments and all that is ignored, and what is odd about it. */
export interface Template {
  document: string;
  verbs: Verb[];
  /** Why no call may say it; empty when it may. */
  problems: string[];
  /** What the carrier would skip. */
  warnings: string[];
}

/** `http`: also addresses without encryption, where the carrier is the emulator. */
export function readTemplate(xml: string, allowed: { http: boolean }): Template {
  try {
    const { verbs, warnings } = parseTwiml(xml);
    const problems = verbs.flatMap((verb) => problemsOf(verb, allowed));
    if (verbs.length === 0) problems.push('Response: it says nothing');
    const skipped = warnings.map(({ path, message }) => `${path}: ${message}`);
    return { document: printTwiml(verbs), verbs, problems, warnings: skipped };
  } catch (error) {
    if (!(error instanceof UnparseableTwiml || error instanceof RootIsNotResponse)) throw error;
    return { document: '', verbs: [], problems: [`it cannot be read: ${error.message}`], warnings: [] };
  }
}

/**
 * The document with its values. They can stand in text and attributes only, since nothing else is left of a template that
 * was read and printed, and there every character that means something to XML is escaped.
 */
export function fillTemplate(document: string, values: ReadonlyMap<string, string>): string {
  return fill(document, values, escaped);
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

function escaped(value: string): string {
  return value.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

const connects = 'a script connects nobody; use the connect option of the call';
const records = 'whether a call is recorded is decided by the call and the workspace';

/** Why each verb may not stand in a script; null where it may. */
const refusedVerbs: Record<VerbName, string | null> = {
  say: null,
  play: null,
  pause: null,
  gather: null,
  hangup: null,
  dial: connects,
  connect: connects,
  enqueue: connects,
  refer: connects,
  queue: connects,
  leave: 'no call waits in a queue here',
  redirect: 'a script leads to no other document',
  reject: 'the call is answered already',
  record: records,
  start: 'a script starts no stream, recording or transcription',
  stop: 'a script stops no stream, recording or transcription',
  pay: 'a script takes no payments',
  prompt: 'it belongs to Pay, and a script takes no payments',
  sms: 'a script sends no messages',
  echo: 'it is for tests of a line',
};

function problemsOf(verb: Verb, allowed: { http: boolean }): string[] {
  const element = verb.verb.charAt(0).toUpperCase() + verb.verb.slice(1);
  const reason = refusedVerbs[verb.verb];
  if (reason !== null) return [`${element}: ${reason}`];
  if (verb.verb === 'play') return addressProblem(verb, allowed).map((problem) => `Play: ${problem}`);
  if (verb.verb !== 'gather') return [];
  return [...callbackProblems(verb), ...verb.prompts.flatMap((prompt) => problemsOf(prompt, allowed))];
}

function callbackProblems(gather: Gather): string[] {
  const problems = (['action', 'partialResultCallback'] as const)
    .filter((name) => gather[name] !== undefined)
    .map((name) => `Gather: ${name} is not allowed; what was pressed comes to this server`);
  return gather.input?.includes('speech') ? [...problems, 'Gather: only keys are understood, not speech'] : problems;
}

function addressProblem({ url, digits }: Play, { http }: { http: boolean }): string[] {
  if (url === '') return digits === undefined ? ['it names no audio'] : [];
  if (namesIn(url).length > 0) return ['an address holds no variables'];
  const scheme = URL.parse(url)?.protocol;
  if (scheme === undefined) return [`${url} is no whole address`];
  if (scheme === 'https:' || (scheme === 'http:' && http)) return [];
  return [`addresses begin with https, not ${scheme.slice(0, -1)}`];
}
