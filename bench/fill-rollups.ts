import type { Client } from 'pg';

const everybody = '00000000-0000-0000-0000-000000000000';
const key = 'tenant_id, span, person_id, bucket, direction, outcome';
const measures = ['calls', 'answered', 'failed', 'humans', 'machines', 'drops', 'seconds', 'micros'];
const sums = measures.map((measure) => `sum(${measure})`).join(', ');
const into = `insert into call_rollups (${key}, ${measures.join(', ')})`;
const spans = ['quarter', 'hour', 'day', 'month'] as const;

/** Makes the sums of a workspace whose calls were filled in past the triggers that have them counted. */
export async function fillRollups(client: Client, tenantId: string): Promise<void> {
  await client.query(
    `${into}
     select tenant_id, 'status-quarter', coalesce(person_id, '${everybody}'),
       date_bin('15 minutes', created_at, 'epoch'::timestamptz) as bucket, direction, outcome, count(*),
       count(answered_at), count(*) filter (where outcome = 'failed'), count(*) filter (where answered_by = 'human'),
       count(*) filter (where answered_by like 'machine%'), count(drop_finished_at),
       coalesce(sum(duration_seconds), 0), coalesce(sum(cost_micros), 0)
     from calls where tenant_id = $1 and outcome is not null group by 1, 3, 4, 5, 6 order by 4`,
    [tenantId],
  );
  for (const [index, span] of spans.entries()) {
    const shorter = spans[index - 1];
    if (shorter) await sumUp(client, tenantId, { from: `status-${shorter}`, to: `status-${span}`, span });
    await sumUp(client, tenantId, { from: `status-${span}`, to: `person-${span}`, outcome: "''::text" });
    await sumUp(client, tenantId, { from: `person-${span}`, to: span, person: `'${everybody}'::uuid` });
  }
  // What nobody placed is under the name of everybody until here.
  for (const span of spans) {
    await client.query(
      `${into} select ${key.replace('person_id', `'${everybody}'::uuid`)}, ${sums} from call_rollups
       where tenant_id = $1 and span = 'status-${span}' and person_id <> '${everybody}' group by 1, 2, 4, 5, 6 order by 4
       on conflict (${key}) do update set
         ${measures.map((each) => `${each} = call_rollups.${each} + excluded.${each}`).join(', ')}`,
      [tenantId],
    );
  }
  await client.query('vacuum (analyze) call_rollups');
}

interface Step {
  from: string;
  to: string;
  span?: string;
  person?: string;
  outcome?: string;
}

async function sumUp(client: Client, tenantId: string, step: Step): Promise<void> {
  const { from, to, span, person = 'person_id', outcome = 'outcome' } = step;
  const bucket = span ? `date_trunc('${span}', bucket, 'UTC')` : 'bucket';
  await client.query(
    `${into}
     select tenant_id, '${to}', ${person} as person, ${bucket} as starts, direction, ${outcome} as result, ${sums}
     from call_rollups where tenant_id = $1 and span = '${from}' group by 1, 3, 4, 5, 6 order by 4`,
    [tenantId],
  );
}
