import type { Account } from './accounts/account.ts';
import type { ApiKey } from './accounts/api-key.ts';
import type { TwimlApplication } from './applications/application.ts';
import type { Conference, ConferenceParticipant } from './conference/conference.ts';
import type { MessageSubscription, UserDefinedMessage } from './messages/user-defined-message.ts';
import type { AppliedMischief } from './mischief/applied.ts';
import type { CallerId } from './numbers/caller-id.ts';
import type { IncomingNumber } from './numbers/incoming-number.ts';
import type { PaymentRow } from './payments/session.ts';
import type { Queue } from './queues/queue.ts';
import type { ForkRow } from './streams/fork.ts';
import type { RecordingTranscription } from './transcriptions/transcription.ts';
import type { UsageTrigger } from './usage/usage-trigger.ts';

/** The resources that are plain rows: what was put last counts. */
export interface Tables {
  accounts: Account;
  numbers: IncomingNumber;
  keys: ApiKey;
  applications: TwimlApplication;
  callerIds: CallerId;
  usageTriggers: UsageTrigger;
  mischief: AppliedMischief;
  conferences: Conference;
  participants: ConferenceParticipant;
  queues: Queue;
  streams: ForkRow;
  siprecs: ForkRow;
  realtimeTranscriptions: ForkRow;
  transcriptions: RecordingTranscription;
  payments: PaymentRow;
  userDefinedMessages: UserDefinedMessage;
  messageSubscriptions: MessageSubscription;
}

export type TableName = keyof Tables;

export type TableMaps = { [Name in TableName]: Map<string, Tables[Name]> };

export function makeTables(): TableMaps {
  return {
    accounts: new Map(),
    numbers: new Map(),
    keys: new Map(),
    applications: new Map(),
    callerIds: new Map(),
    usageTriggers: new Map(),
    mischief: new Map(),
    conferences: new Map(),
    participants: new Map(),
    queues: new Map(),
    streams: new Map(),
    siprecs: new Map(),
    realtimeTranscriptions: new Map(),
    transcriptions: new Map(),
    payments: new Map(),
    userDefinedMessages: new Map(),
    messageSubscriptions: new Map(),
  };
}
