export { emulatorHandset } from './emulator.ts';
export type { FarEnd, FarEndAct, Handset } from './handset.ts';
