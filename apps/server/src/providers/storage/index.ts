export { localStorage } from './local.ts';
export type { Storage } from './storage.ts';
