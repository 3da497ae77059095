import type { World } from '../../apps/server/test/world.ts';
import { recordedChannels } from '../../packages/emulator/src/audio/index.ts';

const samplesPerMs = 8;

/** The recording of a call as we serve it: the far end, then what it heard of us. */
export async function channelsOf(world: World, callId: string): Promise<{ far: Int16Array; ours: Int16Array }> {
  const headers = { authorization: `Bearer ${world.signedIn.token}` };
  const answer = await fetch(`${world.url}/api/calls/${callId}/recording`, { headers });
  const [far, ours] = recordedChannels(new Uint8Array(await answer.arrayBuffer()));
  if (!far || !ours) throw new Error('the recording has two channels');
  return { far, ours };
}

/** Where a sound stands in another one, and how like it is there: 1 when it is there sample by sample. */
export function findSound(channel: Int16Array, sound: Int16Array): { atMs: number; likeness: number } {
  // Half a second out of the middle says as much as all of it.
  const offset = Math.floor(sound.length / 3);
  const probe = sound.subarray(offset, offset + 4000);
  const probeEnergy = energyOf(probe, 0, probe.length);
  let best = { at: 0, likeness: 0 };
  let energy = energyOf(channel, 0, probe.length);
  for (let at = 0; at + probe.length < channel.length; at += 1) {
    if (energy > 0) {
      const likeness = productAt(channel, probe, at) / Math.sqrt(energy * probeEnergy);
      if (likeness > best.likeness) best = { at, likeness };
    }
    energy += square(channel[at + probe.length]) - square(channel[at]);
  }
  return { atMs: (best.at - offset) / samplesPerMs, likeness: best.likeness };
}

function productAt(channel: Int16Array, probe: Int16Array, at: number): number {
  let product = 0;
  for (let index = 0; index < probe.length; index += 1) product += (channel[at + index] ?? 0) * (probe[index] ?? 0);
  return product;
}

function energyOf(samples: Int16Array, from: number, to: number): number {
  return samples.subarray(from, to).reduce((sum, sample) => sum + sample * sample, 0);
}

function square(sample = 0): number {
  return sample * sample;
}
