import type { Directory, FlowRun, SimulatedAct } from '@offhook/flow';
import { spokenDuration } from '../../../app/formats.ts';
import type { TestStep } from './test-run.ts';

export interface Line {
  who: 'heard' | 'did' | 'note';
  text: string;
}

type Verb = FlowRun['verbs'][number];

/** A step as a story: what was done, then what is heard. */
export function linesOf({ act, run, problem }: TestStep, directory: Directory): Line[] {
  return [
    ...(act ? [{ who: 'did' as const, text: actWords(act) }] : []),
    ...(run?.verbs ?? []).flatMap((verb) => verbLines(verb, directory)),
    ...(run?.effects ?? []).map((effect) => ({ who: 'note' as const, text: effectWords(effect, directory) })),
    ...(problem ? [{ who: 'note' as const, text: problem.sentence }] : []),
  ];
}

const outcomes = { answered: 'Somebody answered', busy: 'Busy', 'no-answer': 'Nobody answered', failed: 'Not reached' };

export function actWords(act: SimulatedAct): string {
  switch (act.do) {
    case 'press':
      return `Pressed ${act.digits}`;
    case 'speak':
      return `Said “${act.text}”`;
    case 'wait':
      return 'Stayed silent';
    case 'dialled':
      return outcomes[act.outcome];
    case 'leave-message':
      return act.seconds > 0 ? `Left a message of ${spokenDuration(act.seconds)}` : 'Said nothing';
    case 'fetched':
      return `Answered with status ${act.status}`;
    case 'hang-up':
      return 'Hung up';
  }
}

function verbLines(verb: Verb, directory: Directory): Line[] {
  switch (verb.verb) {
    case 'say':
      return [{ who: 'heard', text: verb.text }];
    case 'play':
      return [{ who: 'heard', text: `♪ ${audioName(verb.url, directory)}` }];
    case 'gather':
      return verb.prompts.flatMap((prompt) => verbLines(prompt, directory));
    case 'dial':
      return [{ who: 'note', text: `Rings ${verb.nouns.map(nounWords(directory)).join(', ')} for ${verb.timeout} s` }];
    case 'record':
      return [
        { who: 'note', text: `${verb.playBeep === false ? 'Records' : 'Beep; records'}, at most ${verb.maxLength} s` },
      ];
    case 'hangup':
      return [{ who: 'note', text: 'The call ends' }];
    default:
      return [];
  }
}

function audioName(url: string, directory: Directory): string {
  const id = url.startsWith('flow:media:') ? url.slice('flow:media:'.length) : undefined;
  return id === undefined ? url : (directory.prompts[id]?.name ?? 'audio');
}

function nounWords(directory: Directory) {
  const people = Object.values(directory.people);
  return (noun: Extract<Verb, { verb: 'dial' }>['nouns'][number]): string => {
    if (noun.noun !== 'number') return noun.noun;
    const person = people.find(({ phone }) => phone === noun.number);
    return person ? `${person.name} (${noun.number})` : noun.number;
  };
}

function effectWords(effect: FlowRun['effects'][number], directory: Directory): string {
  if (effect.effect === 'http-request') return `Asks ${effect.request.method} ${effect.request.url}`;
  const box = directory.boxes[effect.boxId]?.name ?? 'the box';
  return `A message of ${spokenDuration(effect.seconds)} lies in “${box}”`;
}
