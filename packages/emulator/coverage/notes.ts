/** What is not as Twilio has it, beside what the code itself tells. An element or an operation without a note is done. */
export interface Note {
  state: 'part' | 'refused';
  text: string;
}

/** By operation of Twilio's OpenAPI document. Voice operations that are neither built nor noted fail the test. */
export const operationNotes: Readonly<Record<string, Note>> = {
  CreateCall: {
    state: 'part',
    text: 'Byoc, CallReason, CallToken, ClientNotificationUrl and SipAuth* are checked and have no effect',
  },
  CreateParticipant: {
    state: 'part',
    text: 'JitterBufferSize, CallReason, SipAuth* and the like are checked and have no effect',
  },
  CreateIncomingPhoneNumber: {
    state: 'part',
    text: 'TrunkSid is refused; address requirements are told, not enforced',
  },
  UpdateIncomingPhoneNumber: { state: 'part', text: 'TrunkSid is refused' },
  ListUsageRecord: { state: 'part', text: 'made from the calls, recordings and numbers that are remembered' },
  FetchRecordingMedia: { state: 'part', text: 'WAV and MP3, RequestedChannels, one range; sound at 8 kHz' },
  ListCallEvent: { state: 'part', text: 'readable at once, not after 15 minutes' },
  CreateSiprec: { state: 'part', text: 'a session on the books with its callbacks; no recorder is spoken to' },
  CreateRealtimeTranscription: {
    state: 'part',
    text: 'writes what was really said; nothing is recognised or persisted',
  },
};

/** By element, `Connect/Room` when the element means something else elsewhere. */
export const elementNotes: Readonly<Record<string, Note>> = {
  Stream: { state: 'part', text: 'µ-law over WebSockets; connectorName is refused (31940)' },
  Siprec: { state: 'part', text: 'a session on the books with its callbacks; no recorder is spoken to' },
  Transcription: { state: 'part', text: 'writes what was really said; nothing is recognised or persisted' },
  ConversationRelay: { state: 'part', text: 'hears what was really said, one synthesiser speaks; no reconnection' },
  'Connect/Room': { state: 'refused', text: 'a warning, then the action or the next verb' },
  'Connect/VirtualAgent': { state: 'refused', text: 'a warning, then the action or the next verb' },
  'Connect/Conversation': { state: 'refused', text: 'a warning, then the action or the next verb' },
  'Connect/AiSession': { state: 'refused', text: 'a warning, then the action or the next verb' },
  'Connect/ConversationRelaySession': { state: 'refused', text: 'a warning, then the action or the next verb' },
  'Connect/Autopilot': { state: 'refused', text: 'a warning, then the action or the next verb' },
};
