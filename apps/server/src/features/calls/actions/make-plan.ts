import { formatId, type Id } from '@offhook/kit';
import { liveVersionOf } from '#features/flows';
import { fillMessage, scriptForCalls } from '#features/scripts';
import { settingOf } from '#features/settings';
import { dropForCall } from '#features/voicemail-drops';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { Refusal } from '#runtime/refusal';
import { type Opening, Plan } from '../plan.ts';
import type { AttemptRow } from '../store/attempts.ts';
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
  return (await preparePlans(tx, actor, wish))(parties);
}

/** The same for many calls of one wish: what they have in common is read once. */
export async function preparePlans(
  tx: Tx,
  actor: Actor,
  wish: CallWish,
): Promise<(parties: Pick<Parties, 'to' | 'contact' | 'connect'>) => Planned> {
  const wantsRecording = wish.record ?? (await settingOf(tx, 'auto_record_calls'));
  const { script_id, voicemail_drop_id, variables = {} } = wish;
  const script = script_id === undefined ? undefined : await scriptForCalls(tx, script_id);
  const { name: workspaceName } = await workspaceOf(tx, actor.tenantId);
  const drop = voicemail_drop_id === undefined ? null : await dropForCall(tx, voicemail_drop_id);
  const machineDetection = detectionOf(wish);
  const opening = script ? undefined : await openingOf(tx, wish);
  const abandonedMessage = wish.seats
    ? (await settingOf(tx, 'abandoned_message')).replaceAll('{company}', workspaceName)
    : '';
  const announcement = wantsRecording ? (await settingOf(tx, 'recording_announcement')) || null : null;
  const dropAfter = drop && (await settingOf(tx, 'drop_after_machine'));
  return (parties) => {
    const { contact, to } = parties;
    const sources = {
      contact: contact && { name: contact.name, phone_number: to, email: contact.email },
      given: variables,
      caller: { name: actor.name },
      workspace: { name: workspaceName },
    };
    const filled = script?.(sources);
    const said =
      wish.fillsMessage && opening?.kind === 'message'
        ? { ...opening, text: fillMessage(opening.text, sources) }
        : opening;
    const connect = seatOf(wish, parties, abandonedMessage) ?? connectOf(wish, parties);
    const plan = Plan.parse({
      opening: filled?.opening ?? said,
      announcement,
      scriptName: filled?.name ?? null,
      connect,
      drop: drop && { ...drop, after: dropAfter },
      awaitsVerdict:
        machineDetection === 'while-talking' && (drop !== null || connect !== null || wish.awaitsVerdict === true),
    });
    return {
      plan,
      wantsRecording,
      machineDetection,
      dropId: drop?.id ?? null,
      scriptId: filled?.id ?? null,
      scriptVersion: filled?.version ?? null,
    };
  };
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

function connectOf(
  { connect }: CallWish,
  { connect: party, contact, to }: Pick<Parties, 'to' | 'contact' | 'connect'>,
): Plan['connect'] {
  if (!connect || !party) return null;
  return { ...party, callWith: callWith({ contact, to }), when: connect.when, ringSeconds: agentRingSeconds };
}

// Digits apart are read out as digits.
function callWith({ contact, to }: Pick<Parties, 'to' | 'contact'>): string {
  return contact?.name ?? [...to.replace('+', '')].join(' ');
}

/** Of a phone in a seat: whoever is ready picks up at once, or the next one is tried. */
const seatRingSeconds = 15;

function seatOf(
  { seats }: CallWish,
  parties: Pick<Parties, 'to' | 'contact'>,
  abandonedMessage: string,
): Plan['connect'] {
  if (!seats) return null;
  const { campaignId, taken } = seats;
  return {
    when: 'seat',
    seats: formatId('campaign', campaignId),
    callWith: callWith(parties),
    ringSeconds: seatRingSeconds,
    tried: taken ? [{ to: taken.phone, name: taken.name, personId: formatId('person', taken.personId) }] : [],
    abandoned: null,
    abandonedMessage,
  };
}

async function openingOf(tx: Tx, wish: CallWish): Promise<Opening> {
  if (wish.flow_id !== undefined) {
    const versionId = await liveVersionOf(tx, wish.flow_id);
    if (versionId === undefined) throw new Refusal('flows.not_published');
    return { kind: 'flow', versionId };
  }
  if (wish.audio_url !== undefined) return { kind: 'audio', url: wish.audio_url };
  if (wish.hold) {
    return { kind: 'hold', text: wish.message ?? (await settingOf(tx, 'click_to_call_message')), pauseSeconds: 2 };
  }
  if (wish.message !== undefined) return { kind: 'message', text: wish.message };
  if (wish.seats) return { kind: 'none' };
  return { kind: 'hold', text: await settingOf(tx, 'call_opening_message'), pauseSeconds: 5 };
}
