/** The far end of a simulated call. */
export interface FarEnd {
  callSid: string;
  from: string;
  to: string;
  persona: string;
  state: 'ringing' | 'in-call' | 'ended';
  since: string;
  heard: { at: string; kind: string; text: string }[];
  said: { at: string; kind: string; text: string }[];
}

export type FarEndAct =
  | { do: 'answer' | 'decline' | 'hang-up' }
  | { do: 'say'; text: string }
  | { do: 'press'; digits: string }
  | { do: 'be-machine'; greeting: string };

/** What a simulated caller does in turn. `listen` waits until the other side has been quiet for so long. */
export type CallerStep =
  | { do: 'listen'; quietSeconds: number; atMostSeconds: number }
  | { do: 'wait'; seconds: number }
  | { do: 'press'; digits: string }
  | { do: 'say'; text: string | { seconds: number } }
  | { do: 'hang-up' };

/** Plays the people at the other end of simulated calls. What it will not do, it says in a sentence. */
export interface Handset {
  farEnds(): Promise<FarEnd[]>;
  act(callSid: string, act: FarEndAct): Promise<FarEnd | { refused: string }>;
  /** `does`: what the caller does by themselves, once they have listened; left out, whoever lives at that number. */
  callIn(call: {
    from: string;
    to: string;
    voiceUrl: string;
    statusUrl: string;
    does?: readonly CallerStep[];
  }): Promise<{ callSid: string } | { refused: string }>;
}
