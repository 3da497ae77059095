export { type Answered, type Answering, type IncomingCall, makeAnswering } from './actions/answer.ts';
export { type FlowToken, readFlowToken, writeFlowToken } from './actions/session-token.ts';
export { takeLeavings } from './actions/take-leavings.ts';
export { redacted, withoutSecrets } from './heard.ts';
export { recordFromHere } from './recording-verbs.ts';
