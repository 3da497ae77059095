import type { PlaceCallBody } from './place-call.ts';

/** How a call is to be placed; empty texts and undefined leave it to the workspace. */
export interface DialerChoices {
  from: string;
  message: string;
  scriptId: string;
  /** Values for variables of the script that nothing else fills. */
  variables: Readonly<Record<string, string>>;
  dropId: string;
  machineDetection: '' | 'off' | 'wait' | 'while-talking';
  record: boolean | undefined;
  connect: '' | 'always' | 'press-1';
}

export const noChoices: DialerChoices = {
  from: '',
  message: '',
  scriptId: '',
  variables: {},
  dropId: '',
  machineDetection: '',
  record: undefined,
  connect: '',
};

/** The part of a wish that the choices make; a script speaks instead of the message. */
export function wishOf(choices: DialerChoices): Omit<PlaceCallBody, 'to' | 'contact_id'> {
  const { scriptId, dropId, machineDetection, record, connect } = choices;
  const [from, message] = [choices.from.trim(), choices.message.trim()];
  const variables = Object.fromEntries(Object.entries(choices.variables).filter(([, value]) => value.trim() !== ''));
  return {
    ...(from && { from }),
    ...(scriptId ? { script_id: scriptId, variables } : message && { message }),
    ...(dropId && { voicemail_drop_id: dropId }),
    ...(machineDetection && { machine_detection: machineDetection }),
    ...(record !== undefined && { record }),
    ...(connect && { connect: { when: connect } }),
  };
}

/** What was chosen, in a few words for beside the disclosure. */
export function choicesInWords(choices: DialerChoices, names: { script?: string; drop?: string }): string[] {
  return [
    choices.from.trim() && `from ${choices.from.trim()}`,
    choices.scriptId ? `script ${names.script ?? ''}`.trim() : choices.message.trim() && 'own message',
    choices.dropId && `voicemail drop ${names.drop ?? ''}`.trim(),
    { '': '', off: 'no machine detection', wait: 'waits for the verdict', 'while-talking': 'machine detection' }[
      choices.machineDetection
    ],
    choices.record === undefined ? '' : choices.record ? 'recorded' : 'not recorded',
    { '': '', always: 'to my phone', 'press-1': 'press 1 for me' }[choices.connect],
  ].filter((words) => words !== '');
}
