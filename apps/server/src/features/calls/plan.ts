import { z } from 'zod';

/** What is said or played once somebody answers. */
const Opening = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), text: z.string() }),
  z.object({ kind: z.literal('audio'), url: z.string() }),
  /** S3's click-to-call: the sentence, then "please hold". */
  z.object({ kind: z.literal('hold'), text: z.string(), pauseSeconds: z.number().int().default(2) }),
  /** A document of ours, checked before the call was placed. */
  z.object({ kind: z.literal('twiml'), document: z.string() }),
  /** A call flow takes over, in the version that was live when the call was placed. */
  z.object({ kind: z.literal('flow'), versionId: z.string() }),
  z.object({ kind: z.literal('none') }),
]);
export type Opening = z.infer<typeof Opening>;

/** To one phone: after the opening, or when the other end presses 1. */
const ConnectToPhone = z.object({
  to: z.string(),
  name: z.string(),
  /** Who the call is with, as whoever picks up there is told before taking it. */
  callWith: z.string().default('a contact'),
  when: z.enum(['always', 'press-1']),
  ringSeconds: z.number().int(),
});
export type ConnectToPhone = z.infer<typeof ConnectToPhone>;

/** To whoever has been ready longest when somebody answers. Who that is, is written into the plan then. */
const ConnectToSeat = z.object({
  when: z.literal('seat'),
  /** The campaign whose seats they are. */
  seats: z.string(),
  callWith: z.string(),
  ringSeconds: z.number().int(),
  /** Whose phones were rung, one after the other. */
  tried: z.array(z.object({ to: z.string(), name: z.string(), personId: z.string() })).default([]),
  /** Why nobody talked to whoever answered: nobody was ready, or they hung up before somebody picked up. */
  abandoned: z.enum(['nobody-ready', 'hung-up']).nullable().default(null),
  /** What is said when nobody is ready; {number} stands for the number that calls. */
  abandonedMessage: z.string(),
});
export type ConnectToSeat = z.infer<typeof ConnectToSeat>;

/** Whom the call is connected to. */
const Connect = z.discriminatedUnion('when', [ConnectToPhone, ConnectToSeat]);
export type Connect = z.infer<typeof Connect>;

/** What is left on an answering machine, and after which verdicts. */
const Drop = z.object({
  name: z.string(),
  content: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('audio'), mediaId: z.string() }),
    z.object({ kind: z.literal('speech'), text: z.string(), voice: z.string() }),
  ]),
  seconds: z.number(),
  after: z.array(z.string()),
});
export type Drop = z.infer<typeof Drop>;

/**
 * What one call shall do, fixed when it is placed: later changes of scripts and settings do not reach it. Only who took it,
 * of all who might have, is added.
 */
export const Plan = z.object({
  opening: Opening,
  /** Said before anything else; the recording begins after it. Null: not announced, recorded from the answer on. */
  announcement: z.string().nullable().default(null),
  /** Of the script that the opening was made from. */
  scriptName: z.string().nullable().default(null),
  connect: Connect.nullable().default(null),
  drop: Drop.nullable().default(null),
  /** Machine detection runs beside the opening: nobody is connected and nothing is ended before its verdict. */
  awaitsVerdict: z.boolean().default(false),
});
export type Plan = z.infer<typeof Plan>;
