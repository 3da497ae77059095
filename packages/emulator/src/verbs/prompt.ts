import type { Prompt } from '@offhook/twiml';
import { decodeWav, dtmf, type Samples, synthesise, UnreadableAudio, voiceFor } from '../audio/index.ts';
import { resolveUrl } from '../document.ts';
import { noteCall } from '../exchange.ts';
import { outside, type Task, wait } from '../task.ts';
import { WebhookFailed } from '../webhook.ts';
import { fetchMedia } from '../webhooks/media.ts';
import type { Stage } from './outcome.ts';
import { repeats, soundOut } from './sounding.ts';

/** Says, plays or waits, to its end. Also what stands inside a Gather. */
export function* runPrompt(stage: Stage, prompt: Prompt): Task {
  if (prompt.verb === 'pause') return yield* wait(stage.exchange.clock, (prompt.length ?? 1) * 1000);
  const samples = yield* samplesOf(stage, prompt);
  if (samples.length === 0) return;
  const text = prompt.verb === 'say' ? prompt.text : prompt.digits || prompt.url;
  const kind = prompt.verb === 'play' && prompt.digits ? 'digits' : prompt.verb;
  for (let time = 0; time < repeats(prompt.loop); time += 1) yield* soundOut(stage, samples, { kind, text });
}

function* samplesOf(stage: Stage, prompt: Exclude<Prompt, { verb: 'pause' }>): Task<Samples> {
  const { clock } = stage.exchange;
  if (prompt.verb === 'say') return yield* outside(clock, synthesise(prompt.text, voiceFor(prompt.voice)));
  if (prompt.digits) return dtmf(prompt.digits);
  return yield* outside(clock, fetchAudio(stage, prompt.url));
}

// A file that cannot be played is skipped, and the call goes on.
async function fetchAudio({ exchange, line, document }: Stage, url: string): Promise<Samples> {
  const warn = (code: number, message: string) => {
    noteCall(exchange, line.callSid, { type: 'warned', code, message: `${url}: ${message}` });
    return new Int16Array(0);
  };
  try {
    const { bytes } = await fetchMedia(exchange, line.callSid, resolveUrl(document, url));
    return decodeWav(bytes);
  } catch (error) {
    if (error instanceof UnreadableAudio) return warn(12300, error.message);
    if (error instanceof WebhookFailed) return warn(error.code, error.message);
    return warn(11200, String(error));
  }
}
