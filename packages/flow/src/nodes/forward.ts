import { z } from 'zod';
import { NumberText } from '../directory-shapes.ts';
import { nodeKind } from '../node-kind.ts';
import { dialStep } from '../ringing.ts';
import { dialExits } from './dial.ts';

/** Hands the call to a number outside, which may be a machine. */
export const forward = nodeKind({
  kind: 'forward',
  label: 'Forward',
  group: 'connect',
  schema: z.object({
    number: NumberText,
    ring_seconds: z.number().int().min(5).max(120).default(45),
    caller_id: z.enum(['caller', 'called']).default('called'),
  }),
  blank: {},
  waits: true,
  exits: () => dialExits,
  refers: ({ number }) => [{ field: 'number', kind: 'number', id: number }],
  step: ({ number, ...data }, given) =>
    dialStep({ ...data, targets: [{ number }], strategy: 'all', screen: false }, given),
});
