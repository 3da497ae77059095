import type { VirtualMix } from '@offhook/contract';

export interface MixPreset {
  name: string;
  mix: VirtualMix;
}

/** Shares in percent, to begin with; whoever knows their own people moves the sliders. */
export const firstPreset: MixPreset = {
  name: 'B2C afternoon',
  mix: { listens: 14, presses_one: 4, hangs_up: 10, busy: 4, no_answer: 38, machine: 28, opts_out: 2 },
};
export const mixPresets: readonly MixPreset[] = [
  firstPreset,
  {
    name: 'B2C evening',
    mix: { listens: 22, presses_one: 6, hangs_up: 14, busy: 5, no_answer: 30, machine: 20, opts_out: 3 },
  },
  {
    name: 'B2B',
    mix: { listens: 24, presses_one: 5, hangs_up: 6, busy: 6, no_answer: 21, machine: 37, opts_out: 1 },
  },
  {
    name: 'Everybody answers',
    mix: { listens: 70, presses_one: 30, hangs_up: 0, busy: 0, no_answer: 0, machine: 0, opts_out: 0 },
  },
];

/** In the order of the sliders. */
export const mixLabels: Record<keyof VirtualMix, string> = {
  listens: 'Answers and listens',
  presses_one: 'Answers and presses 1',
  hangs_up: 'Answers and hangs up',
  busy: 'Busy',
  no_answer: 'No answer',
  machine: 'Machine with a beep',
  opts_out: 'Asks not to be called',
};

export const mixKeys = Object.keys(mixLabels) as (keyof VirtualMix)[]; // its own keys

/** What a weight comes to among all: `shareOf(mix, 'busy')` is `5 %`. */
export function shareOf(mix: VirtualMix, key: keyof VirtualMix): string {
  const total = mixKeys.reduce((sum, each) => sum + mix[each], 0);
  return total === 0 ? '0 %' : `${Math.round((mix[key] / total) * 100)} %`;
}

export function presetOf(mix: VirtualMix): MixPreset | undefined {
  return mixPresets.find((preset) => mixKeys.every((key) => preset.mix[key] === mix[key]));
}

export function hasSomebody(mix: VirtualMix): boolean {
  return mixKeys.some((key) => mix[key] > 0);
}
