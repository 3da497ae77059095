import { type KindName, kinds, type NodeKind } from '@offhook/flow';
import type { LucideIcon } from 'lucide-react';
import { faces } from './faces/index.ts';

export interface KindChoice {
  kind: KindName;
  label: string;
  Icon: LucideIcon;
  tone: string;
  /** Other words that people look for. */
  also: string;
  notYet: string | undefined;
}

const headings: Readonly<Record<NodeKind['group'], string>> = {
  talk: 'Talk',
  ask: 'Ask',
  decide: 'Decide',
  connect: 'Connect',
  do: 'Do',
  end: 'End',
};

const also: Partial<Record<KindName, string>> = {
  say: 'speak text message greeting tts',
  play: 'audio sound music prompt file',
  menu: 'gather ivr keys digits options dtmf',
  speech: 'gather speak voice recognition words',
  record: 'recording voice',
  condition: 'hours holiday open closed caller if branch schedule',
  'set-variable': 'value',
  dial: 'ring person group phone call',
  forward: 'number external mobile',
  'http-request': 'webhook api url fetch',
  'go-to-flow': 'transfer other flow',
  voicemail: 'message mailbox box',
  hangup: 'end goodbye',
};

/** The kinds that can be added, by the groups of the palette. */
export const kindGroups: readonly { heading: string; choices: readonly KindChoice[] }[] = makeGroups();

function makeGroups() {
  // Object.keys forgets the literal types that the kinds have.
  const names = (Object.keys(kinds) as KindName[]).filter((name) => name !== 'start');
  const byGroup = Map.groupBy(names, (name) => kinds[name].group);
  // The order of `headings` is that of a call.
  return (Object.keys(headings) as NodeKind['group'][]).flatMap((group) => {
    const members = byGroup.get(group) ?? [];
    return members.length > 0 ? [{ heading: headings[group], choices: members.map(choiceOf) }] : [];
  });
}

function choiceOf(kind: KindName): KindChoice {
  const { label, notYet } = kinds[kind];
  return { kind, label, notYet, Icon: faces[kind].icon, tone: faces[kind].tone, also: `${kind} ${also[kind] ?? ''}` };
}
