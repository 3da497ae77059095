export { type Audio, type AudioProblem, AudioRefused, type TelephoneAudio } from './audio.ts';
export { makeAudio } from './threaded.ts';
