export type { Audio, AudioProblem } from './audio.ts';
export { makeAudio } from './threaded.ts';
