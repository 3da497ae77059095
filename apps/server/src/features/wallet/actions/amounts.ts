import { parseMicros } from '@offhook/kit';
import { Refusal } from '#runtime/refusal';

const mostMicros = 1_000_000_000_000;

/** An amount in micro-units; the contract has checked its form. */
export function readAmount(field: string, text: string): number;
export function readAmount(field: string, text: string | undefined): number | undefined;
export function readAmount(field: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const micros = parseMicros(text);
  if (micros !== undefined && Math.abs(micros) <= mostMicros) return micros;
  throw new Refusal('request.invalid', { field, problem: 'A million is the most.' });
}
