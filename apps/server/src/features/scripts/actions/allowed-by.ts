import type { Context } from '../../../context.ts';

/** Addresses without encryption only where the carrier is the emulator. */
export const allowedBy = ({ config }: Context) => ({ http: config.carrier.mode === 'emulator' });
