import { type Face, type Family, familyOf, type Members } from './syntax.ts';
import { type Connect, connect } from './verbs/connect.ts';
import { type Dial, dial } from './verbs/dial.ts';
import { type Echo, echo } from './verbs/echo.ts';
import { type Enqueue, enqueue } from './verbs/enqueue.ts';
import { type Gather, gather } from './verbs/gather.ts';
import { type Hangup, hangup } from './verbs/hangup.ts';
import { type Leave, leave } from './verbs/leave.ts';
import { type Pause, pause } from './verbs/pause.ts';
import { type Pay, pay } from './verbs/pay.ts';
import { type Play, play } from './verbs/play.ts';
import { type PayPrompt, prompt } from './verbs/prompt.ts';
import { type QueueVerb, queueVerb } from './verbs/queue.ts';
import { type Record as RecordVerb, record } from './verbs/record.ts';
import { type Redirect, redirect } from './verbs/redirect.ts';
import { type Refer, refer } from './verbs/refer.ts';
import { type Reject, reject } from './verbs/reject.ts';
import { type Say, say } from './verbs/say.ts';
import { type Sms, sms } from './verbs/sms.ts';
import { type Start, start } from './verbs/start.ts';
import { type Stop, stop } from './verbs/stop.ts';

/** One instruction of a TwiML document. Attributes are spelled as Twilio spells them; none is filled in. */
export type Verb =
  | Say
  | Play
  | Pause
  | Gather
  | RecordVerb
  | Dial
  | Enqueue
  | Leave
  | Hangup
  | Redirect
  | Reject
  | Connect
  | Start
  | Stop
  | Refer
  | Pay
  | PayPrompt
  | QueueVerb
  | Sms
  | Echo;

export type VerbName = Verb['verb'];

/** The syntax of every verb; a verb without one does not compile. */
const syntaxOf: Members<Verb, 'verb'> = {
  say,
  play,
  pause,
  gather,
  record,
  dial,
  enqueue,
  leave,
  hangup,
  redirect,
  reject,
  connect,
  start,
  stop,
  refer,
  pay,
  prompt,
  queue: queueVerb,
  sms,
  echo,
};

export const verbs: Family<Verb> = familyOf('verb', syntaxOf);

/** The whole grammar as data, from `<Response>` down. SSML holds itself: who walks it must stop. */
export const grammar: Face = { element: 'Response', attributes: {}, children: verbs.faces, holdsText: false };
