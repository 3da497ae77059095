import type { Id } from '@offhook/kit';
import { scriptForCall } from '#features/scripts';
import { settingOf } from '#features/settings';
import { dropForCall } from '#features/voicemail-drops';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { Refusal } from '#runtime/refusal';
import { type Opening, Plan } from '../plan.ts';
import type { AttemptRow } from '../store/calls.ts';
import type { CallWish } from '../wish.ts';
import type { Parties } from './read-parties.ts';

/** What a wish comes to, once scripts, drops and settings have been read: nothing of them is looked at again. */
export interface Planned {
  plan: Plan;
  wantsRecording: boolean;
  machineDetection: AttemptRow['machineDetection'];
  dropId: Id<'drop'> | null;
  scriptId: Id<'script'> | null;
  scriptVersion: number | null;
}

export async function makePlan(tx: Tx, actor: Actor, wish: CallWish, parties: Parties): Promise<Planned> {
  const wantsRecording = wish.record ?? (await settingOf(tx, 'auto_record_calls'));
  const script = await scriptOf(tx, actor, wish, parties);
  const { voicemail_drop_id } = wish;
  const drop = voicemail_drop_id === undefined ? null : await dropForCall(tx, voicemail_drop_id);
  const machineDetection = detectionOf(wish);
  const connect = connectOf(wish, parties);
  const plan = Plan.parse({
    opening: script?.opening ?? (await openingOf(tx, wish)),
    announcement: wantsRecording ? (await settingOf(tx, 'recording_announcement')) || null : null,
    scriptName: script?.name ?? null,
    connect,
    drop: drop && { ...drop, after: await settingOf(tx, 'drop_after_machine') },
    awaitsVerdict: machineDetection === 'while-talking' && (drop !== null || connect !== null),
  } satisfies Plan);
  return {
    plan,
    wantsRecording,
    machineDetection,
    dropId: drop?.id ?? null,
    scriptId: script?.id ?? null,
    scriptVersion: script?.version ?? null,
  };
}

async function scriptOf(tx: Tx, actor: Actor, { script_id, variables = {} }: CallWish, { contact, to }: Parties) {
  if (script_id === undefined) return undefined;
  const { name } = await workspaceOf(tx, actor.tenantId);
  return scriptForCall(tx, {
    scriptId: script_id,
    contact: contact && { name: contact.name, phone_number: to, email: contact.email },
    given: variables,
    caller: { name: actor.name },
    workspace: { name },
  });
}

function detectionOf({ machine_detection: wanted, voicemail_drop_id }: CallWish): AttemptRow['machineDetection'] {
  const leavesDrop = voicemail_drop_id !== undefined;
  const detection = wanted === undefined ? leavesDrop : wanted;
  const mode = detection === true ? 'while-talking' : detection === false ? 'off' : detection;
  if (leavesDrop && mode === 'off') {
    throw new Refusal('request.invalid', { field: 'machine_detection', problem: 'a voicemail drop needs it' });
  }
  return mode;
}

/** Of the phone that a call is connected to; as long as the carrier's own default for a Dial. */
const agentRingSeconds = 30;

function connectOf({ connect }: CallWish, { connect: party, contact, to }: Parties): Plan['connect'] {
  if (!connect || !party) return null;
  // Digits apart are read out as digits.
  const callWith = contact?.name ?? [...to.replace('+', '')].join(' ');
  return { ...party, callWith, when: connect.when, ringSeconds: agentRingSeconds };
}

async function openingOf(tx: Tx, wish: CallWish): Promise<Opening> {
  if (wish.audio_url !== undefined) return { kind: 'audio', url: wish.audio_url };
  if (wish.hold) {
    return { kind: 'hold', text: wish.message ?? (await settingOf(tx, 'click_to_call_message')), pauseSeconds: 2 };
  }
  if (wish.message !== undefined) return { kind: 'message', text: wish.message };
  return { kind: 'hold', text: await settingOf(tx, 'call_opening_message'), pauseSeconds: 5 };
}
