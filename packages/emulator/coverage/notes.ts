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
  Say: { state: 'part', text: 'one English synthesiser with four voices stands in for every voice and language' },
  Gather: { state: 'part', text: 'words come from who says them; nothing is recognised from sound' },
  'Dial/Client': { state: 'part', text: 'rings devices on our WebSocket, not WebRTC' },
  'Dial/Sip': { state: 'part', text: 'a persona answers where a rule names the address; no SIP traffic' },
  'Dial/Queue': { state: 'part', text: 'reservationSid is refused: there is no TaskRouter' },
  'Dial/Sim': { state: 'refused', text: 'warning 13258; the dial fails' },
  'Dial/WhatsApp': { state: 'refused', text: 'warning 13215; the dial fails' },
  Enqueue: { state: 'part', text: 'workflowSid is refused (14226): there is no TaskRouter' },
  'Enqueue/Task': { state: 'refused', text: 'there is no TaskRouter' },
  'Hangup/Parameter': { state: 'refused', text: 'a warning; the call is hung up all the same' },
  'Reject/Parameter': { state: 'refused', text: 'a warning; the call is rejected all the same' },
  'Refer/Sip': { state: 'part', text: 'the persona at the target decides' },
  Pay: { state: 'part', text: 'test connectors decide by the card number; no payment is made' },
  Prompt: { state: 'refused', text: 'outside Pay: a warning, and the next verb' },
  'Pay/Prompt': { state: 'part', text: 'the usual prompts are worded differently' },
  Queue: { state: 'refused', text: 'outside Dial: a warning, and the next verb' },
  Sms: { state: 'part', text: 'noted on the call; nothing is sent' },
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
