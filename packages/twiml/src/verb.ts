import type { VerbSyntax } from './syntax.ts';
import { type Dial, dial } from './verbs/dial.ts';
import { type Gather, gather } from './verbs/gather.ts';
import { type Hangup, hangup } from './verbs/hangup.ts';
import { type Pause, pause } from './verbs/pause.ts';
import { type Play, play } from './verbs/play.ts';
import { type Record as RecordVerb, record } from './verbs/record.ts';
import { type Redirect, redirect } from './verbs/redirect.ts';
import { type Reject, reject } from './verbs/reject.ts';
import { type Say, say } from './verbs/say.ts';

/** One instruction of a TwiML document. Attributes are spelled as Twilio spells them; none is filled in. */
export type Verb = Say | Play | Pause | Gather | Dial | RecordVerb | Redirect | Hangup | Reject;

export type VerbName = Verb['verb'];

/** The syntax of every verb; a verb without one does not compile. */
export const syntaxOf: { [Name in VerbName]: VerbSyntax<Extract<Verb, { verb: Name }>> } = {
  say,
  play,
  pause,
  gather,
  dial,
  record,
  redirect,
  hangup,
  reject,
};
