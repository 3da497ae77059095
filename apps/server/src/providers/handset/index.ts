export { emulatorHandset } from './emulator.ts';
export type { CallerStep, FarEnd, FarEndAct, Handset } from './handset.ts';
