import { z } from 'zod';

/** `call_0198…`: the prefix and a UUID. */
export const idOf = (kind: string) =>
  z
    .string()
    .max(60)
    .meta({ description: `Id of a ${kind}`, examples: [`${kind}_0198c0de-0000-7000-8000-000000000000`] });

export const Timestamp = z.iso.datetime({ offset: true }).meta({ description: 'UTC, RFC 3339' });

/** Against overwriting what somebody else saved meanwhile. */
export const BaseTime = Timestamp.optional().meta({
  description: 'The updated_at that you read; when it is another one by now, the change is refused',
});

/** A decimal text, exact: `"0.014"`. The currency stands beside it. */
export const MoneyText = z
  .string()
  .regex(/^-?\d+\.\d{2,6}$/)
  .meta({ description: 'Exact decimal amount' });

export const PageQuery = z.object({
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next_cursor: z.string().nullable() });

export const Email = z.string().trim().toLowerCase().pipe(z.email().max(254));

export const Nothing = z.undefined();

/** RFC 9457 with our code; `message` repeats the sentence for people. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.unknown()),
    request_id: z.string(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
