import { z } from 'zod';
import type { FarEnd, FarEndAct, Handset } from './handset.ts';

const Line = z.object({ at: z.string(), kind: z.string(), text: z.string() });
const FarEndBody = z.object({
  call_sid: z.string(),
  from: z.string(),
  to: z.string(),
  persona: z.string(),
  state: z.enum(['ringing', 'in-call', 'ended']),
  since: z.string(),
  heard: z.array(Line),
  said: z.array(Line),
});

/** The control interface of our emulator. */
export function emulatorHandset(account: { baseUrl: string; accountSid: string; authToken: string }): Handset {
  const authorization = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}`;
  const ask = async (path: string, body?: object): Promise<{ body: unknown } | { refused: string }> => {
    const response = await fetch(`${account.baseUrl}/emulator/v1${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization, 'content-type': 'application/json' },
      body: body ? JSON.stringify(body) : undefined,
      signal: AbortSignal.timeout(10_000),
    });
    const answer: unknown = await response.json();
    if (response.ok) return { body: answer };
    const message = z.object({ message: z.string() }).safeParse(answer);
    return { refused: message.success ? message.data.message : `The emulator answered ${response.status}.` };
  };
  return {
    async farEnds() {
      const answer = await ask('/far-ends');
      if ('refused' in answer) throw new Error(answer.refused);
      return z
        .object({ far_ends: z.array(FarEndBody) })
        .parse(answer.body)
        .far_ends.map(farEnd);
    },
    async act(callSid, act: FarEndAct) {
      const answer = await ask(`/far-ends/${callSid}`, act);
      return 'refused' in answer ? answer : farEnd(FarEndBody.parse(answer.body));
    },
    async callIn({ from, to, voiceUrl, statusUrl, does }) {
      const persona = does && { kind: 'person', rings: 0, steps: does };
      const answer = await ask('/calls', { from, to, voice_url: voiceUrl, status_callback: statusUrl, persona });
      return 'refused' in answer ? answer : { callSid: z.object({ sid: z.string() }).parse(answer.body).sid };
    },
  };
}

function farEnd({ call_sid, ...rest }: z.infer<typeof FarEndBody>): FarEnd {
  return { callSid: call_sid, ...rest };
}
